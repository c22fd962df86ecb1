// Entry grid: columns, rows and errors come as JSON beside it; the rows leave as JSON in a hidden input.
(function () {
  "use strict";

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function json(id) {
    var script = document.getElementById(id);
    return (script && JSON.parse(script.textContent)) || [];
  }

  function Grid(box) {
    this.box = box;
    this.columns = json(box.dataset.grid);
    this.errors = json(box.dataset.grid + "-errors");
    this.value = box.querySelector("[data-grid-value]");
    this.status = box.querySelector("[data-grid-say]");
    this.undoButton = box.querySelector("[data-grid-undo]");
    this.past = [];
    this.dirty = false;
    this.build(box.querySelector("[data-grid-table]"));
    this.fill(json(box.dataset.grid + "-rows"), true);
    this.listen();
  }

  Grid.prototype.build = function (place) {
    var table = make("table", "grid");
    var head = table.createTHead().insertRow();
    table.setAttribute("aria-label", place.dataset.label);
    head.appendChild(make("th", "grid-no", "行"));
    this.columns.forEach(function (column) {
      var cell = make("th", "", column.label);
      if (column.required) cell.appendChild(make("span", "must", "*"));
      cell.scope = "col";
      if (column.hint) cell.title = column.hint;
      head.appendChild(cell);
    });
    head.appendChild(make("th", "", "操作"));
    this.body = table.createTBody();
    place.appendChild(table);
  };

  Grid.prototype.input = function (column) {
    var input;
    if (column.type === "select") {
      input = make("select", "grid-input");
      input.add(new Option("", ""));
      (column.options || []).forEach(function (pair) { input.add(new Option(pair[1], pair[0])); });
    } else {
      input = make("input", "grid-input");
      input.type = "text";
      input.autocomplete = "off";
      if (column.type === "money" || column.type === "number") { input.classList.add("is-num"); input.inputMode = "decimal"; }
      if (column.type === "id" || column.type === "account") input.classList.add("is-code");
      if (column.type === "phone" || column.type === "account") input.inputMode = "numeric";
    }
    input.dataset.key = column.key;
    if (column.required) input.setAttribute("aria-required", "true");
    input.style.width = (column.width || 10) + "em";
    return input;
  };

  Grid.prototype.addRow = function (values) {
    var grid = this;
    var row = this.body.insertRow();
    row.appendChild(make("td", "grid-no"));
    this.columns.forEach(function (column) {
      var cell = row.insertCell();
      var input = grid.input(column);
      cell.appendChild(make("span", "grid-label", column.label + (column.required ? " *" : "")));
      cell.appendChild(input);
      cell.appendChild(make("span", "grid-hint"));
      grid.put(input, values ? values[column.key] : "", column);
    });
    var drop = make("button", "grid-drop", "×");
    drop.type = "button";
    drop.dataset.gridDrop = "";
    row.insertCell().appendChild(drop);
    return row;
  };

  // A list takes its own value or the word shown for it; what fits neither is said, not dropped.
  Grid.prototype.put = function (input, value, column) {
    value = value === null || value === undefined ? "" : String(value);
    if (column.type !== "select") { input.value = value; return; }
    var found = Array.prototype.filter.call(input.options, function (option) { return option.value === value || option.text === value.trim(); })[0];
    if (!found && value) { found = new Option(value, value); found.dataset.foreign = "1"; input.add(found); }
    input.value = found ? found.value : "";
  };

  Grid.prototype.rows = function () { return Array.prototype.slice.call(this.body.rows); };
  Grid.prototype.inputs = function (row) { return Array.prototype.slice.call(row.querySelectorAll(".grid-input")); };

  Grid.prototype.read = function () {
    var grid = this;
    return this.rows().map(function (row) {
      var values = {};
      grid.inputs(row).forEach(function (input) { values[input.dataset.key] = input.value.trim(); });
      return values;
    });
  };

  function blank(values) { return Object.keys(values).every(function (key) { return values[key] === ""; }); }

  // Blank rows at the end are no rows; blank ones between stay, so that the server's row numbers are the clerk's.
  Grid.prototype.store = function () {
    var rows = this.read();
    while (rows.length && blank(rows[rows.length - 1])) rows.pop();
    this.value.value = JSON.stringify(rows);
  };

  Grid.prototype.fill = function (rows, withErrors) {
    var least = Math.max(parseInt(this.box.dataset.minRows, 10) || 1, rows.length);
    this.body.textContent = "";
    for (var at = 0; at < least; at += 1) this.addRow(rows[at]);
    this.number();
    this.rows().forEach(function (row) { this.inputs(row).forEach(this.hint, this); }, this);
    if (withErrors) this.showErrors();
    this.store();
  };

  Grid.prototype.number = function () {
    var grid = this;
    this.rows().forEach(function (row, at) {
      row.cells[0].textContent = at + 1;
      row.querySelector("[data-grid-drop]").setAttribute("aria-label", "删除第 " + (at + 1) + " 行");
      grid.inputs(row).forEach(function (input, place) {
        var hint = input.parentNode.querySelector(".grid-hint");
        input.setAttribute("aria-label", "第 " + (at + 1) + " 行 " + grid.columns[place].label);
        hint.id = grid.box.dataset.grid + "-hint-" + at + "-" + place;
        input.setAttribute("aria-describedby", hint.id);
      });
    });
  };

  Grid.prototype.mark = function (input, message, bad) {
    var cell = input.parentNode;
    cell.classList.toggle("grid-bad", Boolean(message) && bad);
    cell.classList.toggle("grid-warn", Boolean(message) && !bad);
    cell.querySelector(".grid-hint").textContent = message;
    if (message && bad) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };

  Grid.prototype.hint = function (input) {
    var place = this.inputs(input.closest("tr")).indexOf(input);
    var column = this.columns[place];
    var chosen = input.options && input.options[input.selectedIndex];
    var foreign = chosen && chosen.dataset.foreign;
    this.mark(input, foreign ? "「" + input.value + "」不在可选范围内" : window.gridHint(column, input.value), false);
  };

  Grid.prototype.showErrors = function () {
    var grid = this;
    var rows = this.rows();
    this.errors.forEach(function (error) {
      var row = rows[error.row];
      if (!row) return;
      var input = grid.inputs(row).filter(function (each) { return each.dataset.key === error.key; })[0];
      if (input) grid.mark(input, error.message, error.severity !== "warning");
      else row.cells[0].appendChild(make("div", "grid-row-say", error.message));
    });
    if (this.errors.length) this.say("有 " + this.errors.length + " 处需要核对，已在格中标出。");
  };

  Grid.prototype.say = function (text) { this.status.textContent = text; };

  Grid.prototype.remember = function () {
    this.past.push(this.read());
    if (this.past.length > 20) this.past.shift();
    this.undoButton.disabled = false;
  };

  Grid.prototype.changed = function () { this.dirty = true; this.store(); };

  Grid.prototype.undo = function () {
    if (!this.past.length) return;
    this.fill(this.past.pop(), false);
    this.undoButton.disabled = !this.past.length;
    this.changed();
    this.say("已撤销。");
  };

  Grid.prototype.paste = function (input, text) {
    var grid = this;
    var row = input.closest("tr");
    var start = this.inputs(row).indexOf(input);
    var from = this.rows().indexOf(row);
    var plan = window.gridPlaces(window.gridParse(text), this.columns, start);
    var lost = plan.places.filter(function (place) { return place < 0; }).length;
    this.remember();
    plan.rows.forEach(function (values, step) {
      var target = grid.rows()[from + step] || grid.addRow();
      values.forEach(function (value, at) {
        var place = plan.places[at];
        if (place >= 0) grid.put(grid.inputs(target)[place], value, grid.columns[place]);
      });
      grid.inputs(target).forEach(grid.hint, grid);
    });
    this.number();
    this.changed();
    this.say("已粘贴 " + plan.rows.length + " 行" + (plan.named ? "，按表头对应各列" : "") + (lost ? "；有 " + lost + " 列放不下，没有粘贴" : "") + "。可点「撤销」。");
  };

  Grid.prototype.drop = function (row) {
    var at = this.rows().indexOf(row);
    this.remember();
    row.remove();
    if (!this.body.rows.length) this.addRow();
    this.number();
    this.changed();
    this.say("已删除第 " + (at + 1) + " 行。可点「撤销」。");
    this.focus(Math.min(at, this.body.rows.length - 1), 0);
  };

  Grid.prototype.focus = function (at, place) {
    var row = this.rows()[at];
    var input = row && this.inputs(row)[place];
    if (!input) return false;
    input.focus();
    if (input.select) input.select();
    return true;
  };

  function atEdge(input, side) {
    if (input.nodeName === "SELECT") return true;
    var end = side < 0 ? 0 : input.value.length;
    var whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    return whole || (input.selectionStart === end && input.selectionEnd === end);
  }

  Grid.prototype.move = function (event) {
    var input = event.target;
    if (!input.classList.contains("grid-input") || event.isComposing || event.altKey) return;
    var row = input.closest("tr");
    var at = this.rows().indexOf(row);
    var place = this.inputs(row).indexOf(input);
    var list = input.nodeName === "SELECT";
    var went = false;
    if (event.key === "Enter") {
      if (at === this.body.rows.length - 1 && !event.shiftKey) { this.addRow(); this.number(); }
      this.focus(at + (event.shiftKey ? -1 : 1), place);
      went = true;
    } else if (event.ctrlKey && (event.key === "d" || event.key === "D") && at > 0) {
      this.remember();
      this.put(input, this.inputs(this.rows()[at - 1])[place].value, this.columns[place]);
      this.hint(input);
      this.changed();
      went = true;
    } else if (event.key === "ArrowUp" && !list) went = this.focus(at - 1, place);
    else if (event.key === "ArrowDown" && !list) went = this.focus(at + 1, place);
    else if (event.key === "ArrowLeft" && atEdge(input, -1)) went = this.focus(at, place - 1);
    else if (event.key === "ArrowRight" && atEdge(input, 1)) went = this.focus(at, place + 1);
    if (went) event.preventDefault();
  };

  Grid.prototype.listen = function () {
    var grid = this;
    this.body.addEventListener("keydown", function (event) { grid.move(event); });
    this.body.addEventListener("input", function () { grid.changed(); });
    this.body.addEventListener("change", function (event) { grid.hint(event.target); grid.changed(); });
    this.body.addEventListener("paste", function (event) {
      var text = (event.clipboardData || window.clipboardData).getData("text");
      if (!event.target.classList.contains("grid-input") || !/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      grid.paste(event.target, text);
    });
    this.body.addEventListener("click", function (event) {
      var drop = event.target.closest("[data-grid-drop]");
      if (drop) grid.drop(drop.closest("tr"));
    });
    this.box.addEventListener("click", function (event) {
      if (!event.target.closest("[data-grid-add]")) return;
      grid.addRow();
      grid.number();
      grid.focus(grid.body.rows.length - 1, 0);
    });
    this.undoButton.addEventListener("click", function () { grid.undo(); });
    var form = this.box.closest("form");
    if (form) form.addEventListener("submit", function () { grid.store(); grid.dirty = false; });
    window.addEventListener("beforeunload", function (event) {
      if (grid.dirty) { event.preventDefault(); event.returnValue = ""; }
    });
  };

  Array.prototype.forEach.call(document.querySelectorAll("[data-grid]"), function (box) { box.grid = new Grid(box); });
})();
