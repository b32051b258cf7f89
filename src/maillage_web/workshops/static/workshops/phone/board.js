// The board as this phone received it: one flat map of objects, read here in the terms of the page.

const number = (key) => Number(key.slice(2));

export class Board {
  constructor(live, who) {
    this.live = live;
    this.who = who;
  }

  get workshop() {
    return this.live.objects.get("w") ?? {};
  }

  get keys() {
    const place = (key) => this.activity(key).position;
    return [...this.live.objects.keys()].filter((key) => key.startsWith("a/")).map((key) => key.slice(2)).sort((one, other) => place(one) - place(other));
  }

  // the activities that take answers now
  get open() {
    return this.keys.filter((key) => this.activity(key).state === "open");
  }

  // what this phone shows: what is open, else what is being shown to all, else nothing
  current(chosen) {
    if (this.open.includes(chosen)) return chosen;
    const { activity, shown } = this.workshop;
    if (activity && this.activity(activity)) return activity;
    const revealed = this.keys.filter((key) => this.activity(key).state === "revealed");
    if (revealed.includes(shown)) return shown;
    return revealed.sort((one, other) => this.activity(other).n - this.activity(one).n)[0] ?? "";
  }

  activity(key) {
    return this.live.objects.get(`a/${key}`);
  }

  person(who) {
    return this.live.objects.get(`p/${who}`);
  }

  stance(activity, who = this.who) {
    return this.live.objects.get(`s/${activity}/${who}`);
  }

  answered(activity) {
    return this.live.objects.get(`c/${activity}`)?.answered ?? 0;
  }

  neighbours(activity) {
    return this.person(this.who)?.neighbours?.[activity] ?? [];
  }

  of(letter, activity) {
    return [...this.live.objects]
      .filter(([key, one]) => key.startsWith(`${letter}/`) && one.activity === activity)
      .map(([key, one]) => ({ ...one, number: number(key) }))
      .sort((one, other) => one.number - other.number);
  }

  notes(activity) {
    return this.of("n", activity);
  }

  groups(activity) {
    return this.of("g", activity);
  }

  mine(activity) {
    return this.notes(activity).filter((note) => note.mine);
  }

  // what waits on this phone for an activity, in the order it was said
  waiting(activity, ...kinds) {
    return [...this.live.pending]
      .map(([key, said]) => ({ ...said, key }))
      .filter((said) => said.activity === activity && (!kinds.length || kinds.includes(said.kind)));
  }
}
