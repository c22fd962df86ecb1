/* The packet: PIN, list of households, result file. */
const App = (() => {
  const $ = (id) => document.getElementById(id);
  const idle = 15 * 60 * 1000;
  let data = null;
  let touched = Date.now();

  function stop(text) {
    $("gate").hidden = false;
    $("list").hidden = true; $("list").textContent = "";
    $("form").hidden = true; $("form").textContent = "";
    $("gate-form").hidden = true;
    $("gate-stop").hidden = false;
    $("gate-stop").textContent = text;
  }

  /* Wrong PINs wait: 2, 4, 8 … at most 300 seconds. It slows a finder down who stays in this page, not one who copies the file. */
  const waitLeft = () => {
    const failed = Store.number("failed");
    const until = failed ? Store.number("failed-at") + Math.min(300, Math.pow(2, failed)) * 1000 : 0;
    return Math.max(0, Math.ceil((until - Date.now()) / 1000));
  };
  function counting(text) {
    const left = waitLeft();
    $("gate-open").disabled = left > 0;
    $("gate-error").textContent = left > 0 ? `${text}请等 ${left} 秒再试。` : "";
    if (left > 0) { setTimeout(() => counting(text), 500); }
  }

  async function enter(event) {
    event.preventDefault();
    const pin = $("pin").value.trim();
    if (Clock.over()) { stop(Clock.over()); return; }
    if (!pin || waitLeft() > 0) { $("gate-error").textContent = pin ? $("gate-error").textContent : "请输入口令。"; return; }
    $("gate-open").disabled = true;
    $("gate-error").textContent = "";
    say("正在打开，旧手机要等两三秒…");
    let found;
    try {
      found = await Vault.unlock(pin);
    } catch (error) {
      stop("文件不完整或被改动过，打不开。请重新下载入户包。");
      return;
    }
    $("pin").value = "";
    if (found === null) {
      Store.keep("failed", Store.number("failed") + 1);
      Store.keep("failed-at", Date.now());
      say("");
      counting(`口令不对（第 ${Store.number("failed")} 次）。`);
      $("pin").focus();
      return;
    }
    Store.keep("failed", 0);
    data = found;
    await Store.start();
    say("");
    $("gate").hidden = true;
    await list();
  }

  async function forms() {
    const found = [];
    for (const item of data.items) { found.push({ item, form: await Form.load(item) }); }
    return found;
  }
  async function usesPhoto(digest) {
    return (await forms()).some((each) => each.form.photos.some((meta) => meta.original_sha256 === digest));
  }

  function state(item, form) {
    if (!Rules.touched(form)) { return ["none", "未填"]; }
    const lacks = Rules.missing(data, item, form);
    return lacks.length ? ["part", `填了一部分，还缺 ${lacks.length} 项`] : ["done", "已填齐"];
  }

  async function list() {
    const all = await forms();
    const states = all.map((each) => state(each.item, each.form)[0]);
    const done = states.filter((each) => each === "done").length;
    const begun = states.filter((each) => each !== "none").length;
    const heading = el("h1", { tabindex: -1 }, data.title);
    const rows = all.map(({ item, form }) => {
      const [look, text] = state(item, form);
      return el("li", {}, el("button", { type: "button", class: "home", onclick: () => open(item) }, el("b", {}, item.name),
        el("small", {}, `${item.township}${item.village}${item.group} · ${item.category}`), el("span", { class: `state ${look}` }, text)));
    });
    const holder = $("list");
    fill(holder, heading, el("p", { class: "note" }, `核查人：${data.inspector}。共 ${all.length} 户，填齐 ${done} 户。${data.until} 前交回，过期作废。`),
      Store.keepsDrafts() ? null : el("p", { class: "box bad", role: "alert" }, "这个浏览器存不住草稿：关掉页面，填的就没了。离开前一定先生成结果文件，或换 Chrome、Edge 打开。"),
      el("ul", { class: "homes" }, ...rows),
      el("button", { type: "button", class: "main", disabled: !begun, onclick: () => finish(all) }, "生成结果文件"),
      el("p", { class: "note" }, begun ? "文件存到手机“下载”里，只有系统能打开。没导入以前，可以改了再生成。" : "填了至少一户才能生成。"),
      done < begun ? el("p", { class: "note" }, `有 ${begun - done} 户没填齐：导入后是草稿，要在网上补齐。`) : null,
      begun < all.length ? el("p", { class: "note" }, `有 ${all.length - begun} 户还没填：结果导入后此包作废，没填的户须重新领包。`) : null,
      el("p", {}, el("button", { type: "button", class: "plain", onclick: () => location.reload() }, "锁上")));
    $("form").hidden = true; $("form").textContent = "";
    holder.hidden = false;
    heading.focus();
    window.scrollTo(0, 0);
  }

  async function open(item) {
    $("list").hidden = true;
    $("form").hidden = false;
    await Form.show($("form"), data, item, list);
    window.scrollTo(0, 0);
  }

  /* As rules/packet_result.py reads it: length, JSON, photos in the stated order; then sealed. */
  async function finish(all) {
    const wrong = all.filter(({ item, form }) => Rules.touched(form) && Rules.unreadable(data, item, form).length);
    if (wrong.length) { say(`${wrong[0].item.name}：${Rules.unreadable(data, wrong[0].item, wrong[0].form)[0]}`); return; }
    const visits = [];
    const photos = [];
    for (const { item, form } of all.filter((each) => Rules.touched(each.form))) {
      const { photos: metas, filled_at, ...rest } = form;
      const kept = [];
      for (const meta of metas) {
        const bytes = await Store.get(Photos.place(item.id, meta));
        if (!bytes) { continue; }
        photos.push(bytes);
        kept.push({ size: meta.size, sha256: meta.sha256, original_sha256: meta.original_sha256 });
      }
      visits.push({ item: item.id, filled_at, form: rest, photos: kept });
    }
    const text = Coding.text.encode(JSON.stringify({ v: SEALED.v, packet: SEALED.packet, visits }));
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, text.byteLength, false);
    const plain = Coding.join([length, text].concat(photos));
    if (plain.byteLength > data.limits.bytes - 100) { say("照片太多，超过 60 MB。请每户删去几张再生成。"); return; }
    const url = URL.createObjectURL(new Blob(await Vault.sealResult(plain), { type: "application/octet-stream" }));
    const link = el("a", { href: url, download: `核查结果-${data.number}-${visits.length}户.rhb` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    say(`已生成 ${visits.length} 户的结果文件，在手机“下载”里。登录系统，点“导入结果文件”。`);
  }

  function watch() {
    ["pointerdown", "keydown", "input"].forEach((name) => addEventListener(name, () => { touched = Date.now(); }, { passive: true }));
    setInterval(() => {
      if (!data) { return; }
      const over = Clock.over();
      if (over) { data = null; stop(over); } else if (Date.now() - touched > idle) { location.reload(); }
    }, 20000);
  }

  function start() {
    if (!Vault.works) {
      stop("这个浏览器打不开入户包（不支持加密）。请用新版 Chrome、Edge 或 360 浏览器打开这个文件；不要在微信、QQ 里直接打开。");
      return;
    }
    const over = Clock.over();
    if (over) { stop(over); return; }
    $("gate-form").hidden = false;
    $("gate-form").addEventListener("submit", enter);
    if (waitLeft() > 0) { counting(`口令输错过 ${Store.number("failed")} 次。`); }
    $("pin").focus();
    watch();
  }
  return { start, usesPhoto };
})();
App.start();
