/* Drafts on the phone, all sealed; and the two clear numbers kept beside them: when the packet was last open, and failed PINs. */
const Store = (() => {
  const memory = new Map();
  let base = null;
  let keeps = false;

  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const table = (mode) => base.transaction("drafts", mode).objectStore("drafts");

  async function start() {
    try {
      const request = indexedDB.open(`rhb-${SEALED.packet}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("drafts");
      base = await asked(request);
      keeps = true;
    } catch (error) {
      base = null;
    }
  }

  async function put(place, bytes) {
    const sealed = await Vault.seal(place, bytes);
    if (!base) { memory.set(place, sealed); return; }
    await asked(table("readwrite").put(sealed, place));
  }
  async function get(place) {
    const sealed = base ? await asked(table("readonly").get(place)) : memory.get(place);
    return sealed ? Vault.open(place, sealed) : null;
  }
  async function remove(place) {
    if (!base) { memory.delete(place); return; }
    await asked(table("readwrite").delete(place));
  }

  function number(name) {
    try { return Number(localStorage.getItem(`rhb-${SEALED.packet}-${name}`)) || 0; } catch (error) { return 0; }
  }
  function keep(name, value) {
    try { localStorage.setItem(`rhb-${SEALED.packet}-${name}`, String(value)); } catch (error) { /* a private window keeps nothing */ }
  }
  return { start, put, get, remove, number, keep, keepsDrafts: () => keeps };
})();

/* The clock only goes forward: setting the phone back does not make the packet young again. */
const Clock = (() => {
  const slack = 24 * 3600 * 1000;
  function now() {
    const seen = Math.max(Date.now(), Store.number("seen"));
    Store.keep("seen", seen);
    return seen;
  }
  function over() {
    if (now() >= Date.parse(SEALED.expires)) {
      return "这个入户包已过 7 天，打不开了。请登录系统重新领一个；没交的内容也不能再导入。";
    }
    if (Date.now() < Date.parse(SEALED.issued) - slack) {
      return "手机的日期不对（比领包的日子还早），请先把手机时间调准，再打开入户包。";
    }
    return "";
  }
  function day() {
    const here = new Date(now() + 8 * 3600 * 1000);
    return here.toISOString().slice(0, 10);
  }
  return { now, over, day };
})();
