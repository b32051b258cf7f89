// A workshop, live: what this person may see (`objects`), and what they say, kept on this device until the site has it.
//
// Everything said has a key of its own and is sent in order, one at a time: sent twice, it is kept once. It leaves the
// device only when the site says that it is written, or why it never will be. Sockets first; plain requests where no
// socket passes. Events: `change` (detail: the keys that changed), `state`, `refused` (detail: {key, said,
// content, code, text}), `bye` (detail: {code, text}): it is over, and this page will not come back by itself.

const BYTES = 16000; // of a message; the site takes a little more
const ANSWER = 10000; // milliseconds without an answer, and the connection is taken for dead
const BEAT = 25000;
const POLL = 2500;
const SOCKET_AGAIN = 60000; // while polling, how often a socket is tried again
const SOCKET_BACK = 10000; // the same, where one has worked: the server is starting again
const MISSES = 2; // sockets that do not open, before polling
const MISSES_BACK = 6;
const SLOWEST = 15000;
const TOO_LONG = {
  fr: "Ce texte est trop long pour être envoyé. Coupez-le en deux.",
  en: "This text is too long to be sent. Cut it in two.",
};

export class Live extends EventTarget {
  #address; #fallback; #ticket; #kept;
  #socket = null; #greeted = false; #seq = 0; #failures = 0; #misses = 0; #over = false; #works = false;
  #flying = null; #timers = new Map(); #offset = 0; #pinged = 0; #polled = false;

  constructor({ address, fallback, ticket, store }) {
    super();
    this.#address = address; this.#ticket = ticket;
    this.#fallback = typeof fallback === "string" ? { say: `${fallback}dire/`, since: `${fallback}depuis/` } : fallback;
    this.#kept = new Kept(store);
    this.objects = new Map();
    this.pending = this.#kept.all();
    this.state = "off";
    this.who = ""; this.role = "";
    addEventListener("online", () => this.#now());
    addEventListener("offline", () => this.#lose(this.#socket)); // said at once, not when the next ping stays unanswered
    addEventListener("pageshow", (event) => { if (event.persisted) this.#now(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.#now(); });
    queueMicrotask(() => this.#connect());
  }

  // Milliseconds of the clock of the site: timers end for all at the same moment.
  get now() { return Date.now() + this.#offset; }

  // Say something; gives its key, under which it is `pending` until the site has it.
  say(activity, kind, content = {}) {
    const said = { key: newKey(), activity, kind, content };
    if (new TextEncoder().encode(JSON.stringify(said)).length > BYTES) {
      queueMicrotask(() => this.#tell("refused", { key: said.key, said, content, code: "big", text: TOO_LONG }));
      return said.key;
    }
    this.pending.set(said.key, said);
    this.#kept.keep(said);
    queueMicrotask(() => this.#send());
    return said.key;
  }

  // Leave for good: nothing is sent any more, what is pending stays on the device.
  close() { this.#over = true; this.#drop(); this.#become("off"); }

  // --- sockets

  #connect() {
    if (this.#over || this.#socket) return;
    this.#stop("again");
    let socket;
    try { socket = new WebSocket(this.#address); } catch { this.#failed(); return; }
    this.#socket = socket;
    this.#after("dead", ANSWER, () => this.#lose(socket));
    socket.onopen = () => socket.send(JSON.stringify({ t: "hello", ticket: this.#ticket, since: this.#seq }));
    socket.onmessage = (event) => { if (socket === this.#socket) this.#hear(event.data); };
    socket.onclose = (event) => { if (socket === this.#socket) this.#lose(socket, event.code); };
    socket.onerror = () => {};
  }

  #hear(text) {
    let message;
    try { message = JSON.parse(text); } catch { return; }
    this.#stop("dead");
    if (message.t === "welcome") this.#greet();
    this.#take(message);
    if (this.#flying) this.#after("dead", ANSWER, () => this.#lose(this.#socket));
  }

  #greet() {
    this.#greeted = this.#works = true; this.#failures = this.#misses = 0;
    this.#stop("poll"); this.#stop("socket"); this.#polled = false;
    this.#flying = null;
    this.#become("on");
    this.#beat();
    this.#send();
  }

  #beat() {
    this.#after("beat", BEAT, () => {
      if (!this.#greeted) return;
      this.#pinged = Date.now();
      this.#socket.send('{"t":"ping"}');
      this.#after("dead", ANSWER, () => this.#lose(this.#socket));
      this.#beat();
    });
  }

  #lose(socket, code) {
    if (!socket || socket !== this.#socket) return;
    const greeted = this.#greeted;
    if (code === 1009 && this.#flying) this.#refuse(this.#flying, "big", TOO_LONG);
    this.#drop();
    if (this.#over) return;
    if (this.#polled) { this.#watchForSocket(); return; }
    if (!greeted) this.#misses += 1;
    if (this.#misses >= (this.#works ? MISSES_BACK : MISSES) && this.#fallback) { this.#startPolling(); return; }
    this.#failed();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null; this.#greeted = false; this.#flying = null;
    this.#stop("dead"); this.#stop("beat");
    if (socket) { socket.onclose = socket.onmessage = socket.onopen = null; socket.close(); }
  }

  // Try again later: a whole room that was cut does not come back in the same instant.
  #failed() {
    this.#become("off");
    const wait = Math.min(SLOWEST, 500 * 2 ** Math.min(this.#failures, 6));
    this.#failures += 1;
    this.#after("again", wait * (0.5 + Math.random()), () => this.#connect());
  }

  // Something says that the network is back, or that somebody looks: do not wait.
  #now() {
    if (this.#over) return;
    this.#failures = 0;
    if (this.#polled) this.#poll();
    else if (this.#socket === null) this.#connect();
    else if (this.#greeted) { this.#stop("beat"); this.#pinged = Date.now(); this.#safely('{"t":"ping"}'); this.#beat(); }
  }

  #safely(text) {
    try { this.#socket.send(text); } catch { this.#lose(this.#socket); return; }
    this.#after("dead", ANSWER, () => this.#lose(this.#socket));
  }

  // --- plain requests

  #startPolling() { this.#polled = true; this.#watchForSocket(); this.#poll(); }

  #watchForSocket() {
    const wait = this.#works ? SOCKET_BACK : SOCKET_AGAIN;
    this.#after("socket", wait * (0.5 + Math.random()), () => this.#connect());
  }

  async #poll() {
    if (!this.#polled || this.#over) return;
    this.#stop("poll");
    const told = await this.#ask(`${this.#fallback.since}?since=${this.#seq}`, {});
    if (!this.#polled || this.#over) return;
    if (told) { this.#failures = 0; this.#become("polling"); this.#take(told); this.#send(); }
    else { this.#become("off"); this.#failures += 1; }
    const wait = Math.max(POLL * Math.min(6, 1 + this.#failures), (told?.again ?? 0) * 1000);
    if (!this.#over) this.#after("poll", wait * (0.8 + 0.4 * Math.random()), () => this.#poll());
  }

  async #post(said) {
    const body = JSON.stringify({ t: "say", ...said });
    const told = await this.#ask(this.#fallback.say, { method: "POST", body });
    if (this.#flying !== said.key) return;
    if (told) { this.#take(told); return; }
    this.#flying = null; // the next poll sends it again
  }

  async #ask(address, options) {
    try {
      const headers = { "X-Maillage-Ticket": this.#ticket, "Content-Type": "application/json" };
      const signal = AbortSignal.timeout(ANSWER);
      const answer = await fetch(address, { ...options, headers, signal, credentials: "omit", cache: "no-store" });
      return await answer.json();
    } catch { return null; }
  }

  // --- what arrives

  #take(message) {
    switch (message.t) {
      case "welcome": this.#welcome(message); break;
      case "set": this.#set(message); break;
      case "ack": this.#acknowledge(message); break;
      case "no": this.#no(message); break;
      case "bye": this.#bye(message); break;
      case "pong": this.#clock(message.now, Date.now() - this.#pinged); break;
    }
  }

  #welcome(message) {
    this.who = message.who; this.role = message.role;
    this.#clock(message.now, 0);
    const gone = message.whole ? [...this.objects.keys()].filter((key) => !(key in message.objects)) : [];
    if (message.whole) { this.objects.clear(); this.#seq = 0; }
    this.#set(message, gone);
  }

  #set(message, gone = []) {
    for (const [key, object] of Object.entries(message.objects)) {
      if (object === null) this.objects.delete(key); else this.objects.set(key, object);
    }
    if (!message.more) this.#seq = message.seq; // cut before the last page, all of them are asked for again
    this.#tell("change", [...Object.keys(message.objects), ...gone]);
  }

  #clock(now, delay) { if (now) this.#offset = now + delay / 2 - Date.now(); }

  #acknowledge({ key }) {
    this.#forget(key);
    this.#tell("state", this.state); // there is less to deliver
    this.#send();
  }

  #no({ key, code, text, again }) {
    const which = key ?? this.#flying;
    if (which === null) return;
    if (again === null || again === undefined) { this.#refuse(which, code, text); this.#send(); return; }
    this.#after("wait", again * 1000 + 50 + Math.random() * 200, () => { this.#flying = null; this.#send(); });
  }

  #refuse(key, code, text) {
    const said = this.pending.get(key);
    this.#forget(key);
    if (said) this.#tell("refused", { key, said, content: said.content, code, text });
  }

  #forget(key) {
    this.pending.delete(key);
    this.#kept.drop(key);
    if (this.#flying === key) this.#flying = null;
  }

  #bye({ code, text, again }) {
    this.#drop();
    if (again === null || again === undefined) {
      this.#over = true;
      for (const name of [...this.#timers.keys()]) this.#stop(name);
      this.#become("off");
      this.#tell("bye", { code, text });
    } else if (!this.#polled) {
      this.#become("off");
      this.#after("again", again * 1000 * (0.8 + 0.4 * Math.random()), () => this.#connect());
    }
  }

  // --- what leaves

  #send() {
    if (this.#flying !== null || this.pending.size === 0 || this.#timers.has("wait")) return;
    const said = this.pending.values().next().value;
    if (this.#greeted) { this.#flying = said.key; this.#safely(JSON.stringify({ t: "say", ...said })); }
    else if (this.#polled && this.state === "polling") { this.#flying = said.key; this.#post(said); }
  }

  // --- small things

  #become(state) { if (state !== this.state) { this.state = state; this.#tell("state", state); } }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }

  #after(name, wait, act) {
    this.#stop(name);
    this.#timers.set(name, setTimeout(() => { this.#timers.delete(name); act(); }, wait));
  }

  #stop(name) { clearTimeout(this.#timers.get(name)); this.#timers.delete(name); }
}

// What was said and not yet delivered, on this device: an entry each, so that two tabs do not undo each other.
class Kept {
  #store; #names = new Map(); #last = 0;

  constructor(store) { this.#store = `${store}/said/`; }

  all() {
    const found = new Map();
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.#store)).sort();
      for (const name of names) {
        const said = JSON.parse(localStorage.getItem(name));
        if (said?.key) { found.set(said.key, said); this.#names.set(said.key, name); }
      }
    } catch { /* this browser keeps nothing: what is said lasts as long as the page */ }
    return found;
  }

  keep(said) {
    this.#last = Math.max(this.#last + 1, Date.now() * 100); // in order, whatever the clock does
    const name = `${this.#store}${String(this.#last).padStart(16, "0")}`;
    this.#names.set(said.key, name);
    try { localStorage.setItem(name, JSON.stringify(said)); } catch { /* full, or forbidden: likewise */ }
  }

  drop(key) {
    try { localStorage.removeItem(this.#names.get(key)); } catch { /* likewise */ }
    this.#names.delete(key);
  }
}

// A key that nobody else draws; `randomUUID` is missing on pages served over plain HTTP.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
