/* One household: what is known of it, the questions, the outcome, the photos. Everything typed is kept at once, sealed. */
const Form = (() => {
  const place = (item) => `form:${item}`;
  const shown = [];
  let flush = () => null;
  document.addEventListener("visibilitychange", () => { if (document.hidden) { flush(); } });

  async function load(item) {
    const bytes = await Store.get(place(item.id));
    return bytes ? Object.assign(Rules.blank(), JSON.parse(new TextDecoder().decode(bytes))) : Rules.blank();
  }
  async function keep(item, form) {
    form.filled_at = new Date(Clock.now()).toISOString();
    await Store.put(place(item.id), Coding.text.encode(JSON.stringify(form)));
  }

  function known(item) {
    const facts = [["类别", item.category], ["月金额", item.amount], ["证件", item.id_masked], ["住址", item.address], ["户编号", item.label], ["对象", item.kind_label],
      ["家庭人口", item.facts.persons], ["保障人数", item.facts.covered], ["致贫原因", item.facts.hardship]];
    const rows = facts.filter((pair) => pair[1]).map(([label, text]) => [el("dt", {}, label), el("dd", {}, String(text))]);
    const people = item.members.map((each) => el("li", {}, [each.name, each.relation, each.age, each.health, each.labour, each.covered].filter(Boolean).join(" · ")));
    return el("details", { open: true }, el("summary", {}, "花名册上的情况"), el("dl", {}, ...rows.flat()),
      people.length ? el("div", {}, el("p", { class: "note" }, "花名册成员："), el("ul", {}, ...people)) : null);
  }

  function question(asked, answers, item, changed) {
    const set = (value) => { if (value.trim()) { answers[asked.key] = value.trim(); } else { delete answers[asked.key]; } changed(); };
    const label = asked.label + (asked.required ? "（必答）" : "");
    const there = item.facts[asked.roster];
    const help = [asked.help, there ? `花名册：${there}` : ""].filter(Boolean).join("；");
    if (asked.options.length) { return Inputs.choose(label, answers[asked.key] || "", asked.options.map((each) => [each, each]), set, help); }
    return Inputs.field(label, answers[asked.key] || "", asked.kind, set, help);
  }

  function members(part, form, item, changed, most) {
    const rows = form.answers.members || (form.answers.members = item.members.map((each) => ({ name: each.name, relation: each.relation })));
    const holder = el("div", {});
    const draw = () => {
      holder.textContent = "";
      rows.forEach((row, at) => holder.append(el("fieldset", { class: "member" }, el("legend", {}, `第 ${at + 1} 人`),
        ...part.questions.map((asked) => question(asked, row, { facts: {} }, changed)),
        el("p", {}, el("button", { type: "button", class: "plain", onclick: () => { rows.splice(at, 1); draw(); changed(); } }, `去掉第 ${at + 1} 人`)))));
      if (rows.length < most) { holder.append(el("p", {}, el("button", { type: "button", class: "plain", onclick: () => { rows.push({}); draw(); } }, "加一人"))); }
    };
    draw();
    return holder;
  }

  function absences(form, changed) {
    const holder = el("div", {});
    const draw = () => {
      holder.textContent = "";
      form.absences.forEach((day) => holder.append(el("div", { class: "days" }, `${day} 未在家`,
        el("button", { type: "button", class: "plain", onclick: () => { form.absences = Inputs.swapped(form.absences, day, false); draw(); changed(); } }, "删去"))));
      const today = Clock.day();
      if (!form.absences.includes(today)) {
        holder.append(el("p", {}, el("button", { type: "button", class: "plain", onclick: () => { form.absences = Inputs.swapped(form.absences, today, true); draw(); changed(); } }, "今天未在家，记一次")));
      }
    };
    draw();
    return el("fieldset", {}, el("legend", {}, "未在家记录"), el("p", { class: "note" }, "家里没人就记一次，改日再去。“失联”须有两个不同日子的记录。"), holder);
  }

  function photos(data, item, form, store) {
    const grid = el("div", { class: "photos" });
    async function figure(meta, at) {
      const image = el("img", { alt: `第 ${at + 1} 张照片` });
      const bytes = await Store.get(Photos.place(item.id, meta));
      if (bytes) { image.src = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })); shown.push(image.src); }
      return el("figure", {}, image, el("button", { type: "button", class: "plain", onclick: async () => {
        form.photos = form.photos.filter((each) => each.id !== meta.id);
        await Store.remove(Photos.place(item.id, meta));
        await store();
        draw();
      } }, `删去第 ${at + 1} 张`));
    }
    async function draw() {
      const figures = await Promise.all(form.photos.map(figure));
      fill(grid, ...figures);
    }
    async function add(event) {
      const files = Array.from(event.target.files);
      event.target.value = "";
      for (const file of files) {
        if (form.photos.length >= data.limits.photos) { say(`一户最多 ${data.limits.photos} 张照片。`); break; }
        say("正在处理照片…");
        const taken = await Photos.take(file, data.limits.photo_bytes);
        if (taken.refused) { say(taken.refused); continue; }
        if (await App.usesPhoto(taken.meta.original_sha256)) { say("这张照片已经用过了，请另拍一张。"); continue; }
        await Store.put(Photos.place(item.id, taken.meta), taken.bytes);
        form.photos.push(taken.meta);
        await store();
        await draw();
        say("照片已加密存好。");
      }
    }
    draw();
    const input = (camera) => el("input", { type: "file", accept: "image/*", capture: camera ? "environment" : null, multiple: !camera, onchange: add, "aria-label": camera ? "拍照" : "从相册选照片" });
    return el("fieldset", {}, el("legend", {}, "入户照片"), el("p", { class: "note" }, "拍门口和见到的人；照片自动缩小，存好后可从相册删去原图。"), grid,
      el("div", { class: "bar" }, el("span", { class: "button pick" }, "拍照", input(true)), el("span", { class: "button pick" }, "从相册选", input(false))));
  }

  /* Shows the form in `holder`; `back()` goes to the list. */
  async function show(holder, data, item, back) {
    const form = await load(item);
    const left = el("div", { class: "box warn", role: "status" });
    let waits = null;
    const tell = () => {
      const lacks = Rules.missing(data, item, form);
      left.className = lacks.length ? "box warn" : "box good";
      fill(left, lacks.length ? el("div", {}, el("b", {}, "还缺："), el("ul", {}, ...lacks.map((each) => el("li", {}, each)))) : el("b", {}, "这一户填齐了。"));
    };
    const store = () => {
      clearTimeout(waits);
      waits = null;
      tell();
      return keep(item, form).catch(() => say("没有存住！手机空间可能满了，请先生成结果文件。"));
    };
    const changed = () => { clearTimeout(waits); waits = setTimeout(store, 300); };
    const set = (name) => (value) => { form[name] = value; changed(); };
    flush = () => (waits ? store() : null);
    const leave = async () => { await flush(); flush = () => null; shown.splice(0).forEach((url) => URL.revokeObjectURL(url)); back(); };
    const sections = data.forms[item.kind].map((part) => el("details", { open: part.questions.some((each) => each.required) },
      el("summary", {}, part.title),
      part.rows ? members(part, form, item, changed, data.limits.members) : el("div", {}, ...part.questions.map((asked) => question(asked, form.answers, item, changed)))));
    const heading = el("h1", { tabindex: -1 }, item.name);
    const leaveButton = (look) => el("button", { type: "button", class: look, onclick: leave }, look === "main" ? "存好，回到名单" : "回到名单");
    fill(
      holder, el("div", { class: "bar" }, leaveButton("plain"), el("span", { class: "note" }, `${item.township}${item.village}${item.group}`)), heading, known(item),
      Inputs.field("入户日期", form.visited_on, "date", set("visited_on"), `${item.earliest} 至今天`),
      data.outcomes[item.kind].some((each) => each[0] === data.rules.lost) ? absences(form, changed) : null, ...sections,
      Inputs.radios("核查结论", form.outcome, data.outcomes[item.kind], set("outcome")),
      el("details", { open: form.problems.length > 0 }, el("summary", {}, "问题码（结论为不符、死亡时选）"),
        Inputs.boxes("可多选", form.problems, data.problems, (code, there) => { form.problems = Inputs.swapped(form.problems, code, there); changed(); })),
      Inputs.field("多发金额（元）", form.overpaid_yuan, "money", set("overpaid_yuan"), "没有就不填"),
      Inputs.field("情况说明", form.summary, "long", set("summary"), "发现了什么、据谁所说"), photos(data, item, form, store), left, leaveButton("main"));
    tell();
    heading.focus();
  }
  return { load, show };
})();
