// The time left, by the clock of the site: phones are minutes apart.
import { setText } from "./dom.js";

const SPOKEN = [300, 60, 30, 0]; // seconds left at which it is said aloud, not at each second

export class Clock {
  constructor(place, words, live) {
    this.place = place;
    this.words = words;
    this.live = live;
    this.until = null;
    this.said = null;
  }

  show(timer) {
    const until = timer ? Date.parse(timer.at) + timer.seconds * 1000 : null;
    if (until === this.until) return;
    this.until = until;
    this.said = null;
    clearInterval(this.ticking);
    if (until !== null) this.ticking = setInterval(() => this.tick(), 500);
    this.tick();
  }

  left() {
    return Math.max(0, Math.ceil((this.until - this.live.now) / 1000));
  }

  tick() {
    this.place.hidden = this.until === null;
    if (this.until === null) return;
    const left = this.left();
    const text = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : this.words("time-up");
    setText(this.place.querySelector("[data-digits]"), text);
    const step = SPOKEN.find((one) => left === one);
    if (step === undefined || step === this.said) return;
    this.said = step;
    const spoken = step >= 60 ? this.words.count("minutes-left", step / 60) : step ? this.words.count("seconds-left", step) : this.words("time-up");
    setText(this.place.querySelector("[data-spoken]"), spoken);
  }
}
