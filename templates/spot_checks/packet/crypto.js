/* The keys of the packet. Written twice, here and in spot_checks/rules/packet_seal.py: docs/adr says how and why. */
const SEALED = JSON.parse(document.getElementById("sealed").textContent);
const Coding = {
  text: new TextEncoder(),
  bytes: (base64) => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)),
  hex: (buffer) => Array.from(new Uint8Array(buffer), (each) => each.toString(16).padStart(2, "0")).join(""),
  uuid: (text) => Uint8Array.from(text.replace(/-/g, "").match(/../g), (pair) => parseInt(pair, 16)),
  join(parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
    let at = 0;
    parts.forEach((part) => { whole.set(new Uint8Array(part.buffer || part, part.byteOffset || 0, part.byteLength), at); at += part.byteLength; });
    return whole;
  },
};

const Vault = (() => {
  const works = Boolean(window.crypto && crypto.subtle && window.isSecureContext);
  const magic = Uint8Array.from([0x4d, 0x5a, 0x52, 0x48, 0x42, 1, 13, 10]);
  let drafts = null;
  let results = null;

  const fresh = () => crypto.getRandomValues(new Uint8Array(12));
  const gcm = (nonce, bound) => ({ name: "AES-GCM", iv: nonce, additionalData: bound, tagLength: 128 });

  async function derived(master, purpose, uses) {
    const how = { name: "HKDF", hash: "SHA-256", salt: Coding.uuid(SEALED.packet), info: Coding.text.encode(`MZRHB${SEALED.v} ${purpose}`) };
    return crypto.subtle.deriveKey(how, master, { name: "AES-GCM", length: 256 }, false, uses);
  }

  /* The households, or null for a wrong PIN. Throws where the file was damaged on its way. */
  async function unlock(pin) {
    const typed = await crypto.subtle.importKey("raw", Coding.text.encode(pin), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: Coding.bytes(SEALED.lock.salt), iterations: SEALED.lock.rounds };
    const key = await crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    let secret;
    try {
      secret = await crypto.subtle.decrypt(
        gcm(Coding.bytes(SEALED.lock.nonce), Coding.text.encode(`MZRHB${SEALED.v}:lock:${SEALED.packet}`)), key, Coding.bytes(SEALED.lock.sealed));
    } catch (error) {
      return null;
    }
    const master = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
    const data = await derived(master, "data", ["decrypt"]);
    drafts = await derived(master, "draft", ["encrypt", "decrypt"]);
    results = await derived(master, "result", ["encrypt"]);
    const bound = Coding.text.encode(`MZRHB${SEALED.v}:data:${SEALED.packet}:${SEALED.issued}:${SEALED.expires}`);
    const plain = await crypto.subtle.decrypt(gcm(Coding.bytes(SEALED.nonce), bound), data, Coding.bytes(SEALED.data));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  /* What lies on the phone: bound to its place, so that one draft cannot be put under another household. */
  async function seal(place, bytes) {
    const nonce = fresh();
    return { nonce, data: await crypto.subtle.encrypt(gcm(nonce, Coding.text.encode(place)), drafts, bytes) };
  }
  async function open(place, sealed) {
    return new Uint8Array(await crypto.subtle.decrypt(gcm(sealed.nonce, Coding.text.encode(place)), drafts, sealed.data));
  }

  async function sealResult(plain) {
    const head = Coding.join([magic, Coding.uuid(SEALED.packet)]);
    const nonce = fresh();
    return [head, nonce, await crypto.subtle.encrypt(gcm(nonce, head), results, plain)];
  }

  const digest = async (bytes) => Coding.hex(await crypto.subtle.digest("SHA-256", bytes));
  return { works, unlock, seal, open, sealResult, digest };
})();
