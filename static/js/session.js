// Keeps the session of somebody who is working, warns the one who is away, and saves what was typed from an expired login.
// POST <url>: counts as activity. GET <url>: only asks. Both answer {"seconds_left": n, "csrf_token": "…", "user": pk};
// 401 or 403, or a redirect to the login page, means that the session is over.
(function () {
  "use strict";
  var body = document.body;
  var url = body.dataset.sessionUrl;
  var dialog = document.getElementById("session-dialog");
  if (!url || !dialog) return;

  var PING_EVERY = 120;
  var WARN_AT = 300;
  var left = parseInt(body.dataset.sessionLeft, 10) || 1800;
  var endsAt = Date.now() + left * 1000;
  var pingedAt = Date.now();
  var over = false;
  var busy = false;
  var text = dialog.querySelector("[data-session-text]");
  var stay = dialog.querySelector("[data-session-stay]");
  var login = dialog.querySelector("[data-session-login]");

  function token() { return document.querySelector("meta[name=csrf-token]"); }

  function renewForms(value) {
    token().setAttribute("content", value);
    Array.prototype.forEach.call(document.querySelectorAll("input[name=csrfmiddlewaretoken]"), function (input) { input.value = value; });
  }

  function open() { if (!dialog.open) dialog.showModal(); }

  function expired() {
    over = true;
    text.textContent = "登录已到期。本页填写的内容还在：请在新窗口重新登录，再回到这里点「继续」，然后照常提交。";
    login.hidden = false;
    stay.textContent = "继续";
    open();
  }

  function alive(answer) {
    if (String(answer.user) !== body.dataset.user) {
      text.textContent = "现在登录的是另一个账号，不能用它提交本页内容。请用原账号重新登录。";
      login.hidden = false;
      return;
    }
    over = false;
    if (answer.csrf_token) renewForms(answer.csrf_token);
    endsAt = Date.now() + answer.seconds_left * 1000;
    if (answer.seconds_left > WARN_AT || stay.dataset.pressed) {
      login.hidden = true;
      stay.textContent = "仍在使用";
      if (dialog.open) dialog.close();
    }
    delete stay.dataset.pressed;
  }

  function talk(method) {
    if (busy) return;
    busy = true;
    pingedAt = Date.now();
    fetch(url, { method: method, credentials: "same-origin", headers: { "X-CSRFToken": token().content, Accept: "application/json" } })
      .then(function (response) {
        if (response.redirected || response.status === 401 || response.status === 403) return null;
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      })
      .then(function (answer) { if (answer) alive(answer); else expired(); })
      .catch(function () { if (dialog.open) text.textContent = "暂时连不上服务器，请检查网络后再试。"; })
      .then(function () { busy = false; });
  }

  function active() {
    if (over || dialog.open) return;
    if (Date.now() - pingedAt > PING_EVERY * 1000) talk("POST");
  }
  ["keydown", "pointerdown", "paste"].forEach(function (kind) { document.addEventListener(kind, active, { passive: true }); });

  stay.addEventListener("click", function () {
    stay.dataset.pressed = "1";
    talk(over ? "GET" : "POST");
  });
  dialog.addEventListener("cancel", function (event) { event.preventDefault(); });

  setInterval(function () {
    if (over) return;
    var seconds = Math.round((endsAt - Date.now()) / 1000);
    if (seconds <= 0) { talk("GET"); return; }
    if (seconds > WARN_AT) return;
    if (!dialog.open) { talk("GET"); open(); }
    text.textContent = "长时间没有操作。为保护群众信息，系统将在 " + Math.max(1, Math.ceil(seconds / 60)) + " 分钟后退出，未提交的内容会留在本页。";
  }, 5000);
})();
