/* Elements, always by text and never by markup: what the packet holds is shown, not run. */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes || {}).forEach(([name, value]) => {
    if (name.startsWith("on")) { made.addEventListener(name.slice(2), value); return; }
    if (value === false || value === null || value === undefined) { return; }
    if (name === "value") { made.value = value; return; }
    made.setAttribute(name, value === true ? "" : value);
  });
  return fill(made, ...children);
}

/* `holder` with these children in the place of what it held; null stands for nothing. */
function fill(holder, ...children) {
  holder.textContent = "";
  holder.append(...children.filter((child) => child !== null && child !== undefined));
  return holder;
}

function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 4000);
}

const Inputs = (() => {
  let count = 0;
  const id = () => `f${(count += 1)}`;

  /* A labelled input whose value goes through `changed(value)`. */
  function field(label, value, kind, changed, help) {
    const own = id();
    const given = { id: own, value, oninput: (event) => changed(event.target.value), "aria-describedby": help ? `${own}h` : null };
    const shapes = {
      long: () => el("textarea", Object.assign(given, { maxlength: 300, rows: 3 })),
      count: () => el("input", Object.assign(given, { type: "text", inputmode: "numeric", maxlength: 7 })),
      money: () => el("input", Object.assign(given, { type: "text", inputmode: "decimal", maxlength: 12 })),
      date: () => el("input", Object.assign(given, { type: "date" })),
      month: () => el("input", Object.assign(given, { type: "month" })),
      text: () => el("input", Object.assign(given, { type: "text", maxlength: 60 })),
    };
    return el("div", {}, el("label", { for: own }, label), (shapes[kind] || shapes.text)(), help ? el("p", { class: "note", id: `${own}h` }, help) : null);
  }

  function choose(label, value, options, changed, help) {
    const own = id();
    const select = el("select", { id: own, onchange: (event) => changed(event.target.value), "aria-describedby": help ? `${own}h` : null },
      el("option", { value: "" }, "未填"), ...options.map(([code, text]) => el("option", { value: code }, text)));
    select.value = value;
    return el("div", {}, el("label", { for: own }, label), select, help ? el("p", { class: "note", id: `${own}h` }, help) : null);
  }

  function radios(label, value, options, changed) {
    const name = id();
    return el("fieldset", {}, el("legend", {}, label), ...options.map(([code, text]) => el("label", { class: "check" },
      el("input", { type: "radio", name, value: code, checked: code === value, onchange: () => changed(code) }), text)));
  }

  function boxes(label, values, options, changed) {
    return el("fieldset", {}, el("legend", {}, label), ...options.map(([code, text]) => el("label", { class: "check" },
      el("input", { type: "checkbox", value: code, checked: values.includes(code), onchange: (event) => changed(code, event.target.checked) }), text)));
  }

  const swapped = (list, value, there) => list.filter((each) => each !== value).concat(there ? [value] : []).sort();
  return { field, choose, radios, boxes, swapped };
})();
