// Keeps a copy of a half-filled form on this device until the server has it. Long rows of digits (ID and account numbers) are
// never copied; copies of others and those older than a week are thrown away.
(function () {
  "use strict";
  var START = "visit-draft:";
  var WEEK = 7 * 24 * 3600 * 1000;
  var NUMBER = /\d[\d\s]{12,}[\dXx]/;
  var SKIPPED = ["csrfmiddlewaretoken", "idempotency_key", "version", "then"];
  var mine = START + document.body.dataset.user + ":";
  var store;
  try { store = window.localStorage; store.getItem(mine); } catch (error) { return; }

  function read(key) {
    try { return JSON.parse(store.getItem(key)); } catch (error) { return null; }
  }

  Object.keys(store).forEach(function (key) {
    if (key.indexOf(START) !== 0) return;
    var copy = read(key);
    if (key.indexOf(mine) !== 0 || !copy || Date.now() - copy.at > WEEK) store.removeItem(key);
  });

  var saved = document.querySelector("[data-visit-saved]");
  if (saved) store.removeItem(mine + saved.dataset.visitSaved);

  var form = document.querySelector("form[data-visit]");
  if (!form) return;
  var key = mine + form.dataset.visit;
  var version = Number(form.dataset.version);
  var bar = document.querySelector("[data-draft-bar]");

  function fields() {
    return Array.prototype.slice.call(form.elements).filter(function (field) {
      return field.name && field.type !== "file" && field.type !== "submit" && SKIPPED.indexOf(field.name) < 0 && field.name.indexOf("m-new-") < 0;
    });
  }

  function typed() {
    return fields().filter(function (field) {
      return (field.type !== "checkbox" && field.type !== "radio") || field.checked;
    }).map(function (field) { return [field.name, field.value]; })
      .filter(function (pair) { return pair[1] && !NUMBER.test(pair[1]); });
  }

  function keep(sent) {
    try {
      store.setItem(key, JSON.stringify({ at: Date.now(), version: version, sent: sent, typed: typed() }));
    } catch (error) { /* a full store keeps nothing, the server still will */ }
  }

  function restore(copy) {
    var last = -1;
    copy.typed.forEach(function (pair) {
      var row = /^m-(\d+)-/.exec(pair[0]);
      if (row) last = Math.max(last, Number(row[1]));
    });
    if (last >= 0) form.dispatchEvent(new CustomEvent("visit:rows", { detail: last + 1 }));
    var values = {};
    copy.typed.forEach(function (pair) { (values[pair[0]] = values[pair[0]] || []).push(pair[1]); });
    fields().forEach(function (field) {
      var told = values[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = told.indexOf(field.value) >= 0;
      else if (told.length) field.value = told[0];
    });
    form.dispatchEvent(new CustomEvent("visit:restored"));
  }

  var copy = read(key);
  if (copy && copy.sent && copy.version < version) { store.removeItem(key); copy = null; }
  if (copy && JSON.stringify(copy.typed) !== JSON.stringify(typed())) {
    bar.hidden = false;
    bar.querySelector("[data-draft-text]").textContent = new Date(copy.at).toLocaleString("zh-CN") + " 填的，还没有保存到系统。" +
      (copy.version < version ? "此后这份核查已被保存过，恢复后请逐项核对。" : "");
    bar.querySelector("[data-draft-restore]").addEventListener("click", function () { restore(copy); keep(false); bar.hidden = true; form.querySelector("summary").focus(); });
    bar.querySelector("[data-draft-drop]").addEventListener("click", function () { store.removeItem(key); bar.hidden = true; });
  }

  var timer = 0;
  function now() {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    keep(false);
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(now, 500);
  }
  window.addEventListener("pagehide", now);
  document.addEventListener("visibilitychange", now);
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", function () { clearTimeout(timer); timer = 0; keep(true); });
})();
