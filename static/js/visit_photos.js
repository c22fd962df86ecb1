// Photos go up one by one: the SHA-256 of the file as the camera wrote it, and a copy of at most 1600 pixels.
// Without WebCrypto (plain http) the server takes the hash of what arrives, and the page says so.
(function () {
  "use strict";
  var form = document.querySelector("[data-photo-form]");
  if (!form || !window.fetch || !HTMLCanvasElement.prototype.toBlob) return;
  var list = document.querySelector("[data-photos]");
  var input = form.querySelector("[data-photo-input]");
  var state = form.querySelector("[data-photo-state]");
  var LONGEST = 1600;
  input.multiple = true;

  function say(text, bad) {
    state.textContent = text;
    state.classList.toggle("photo-state-bad", Boolean(bad));
  }

  function digest(file) {
    if (!window.crypto || !window.crypto.subtle) return Promise.resolve("");
    return file.arrayBuffer()
      .then(function (bytes) { return window.crypto.subtle.digest("SHA-256", bytes); })
      .then(function (hash) {
        return Array.prototype.map.call(new Uint8Array(hash), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
      });
  }

  function picture(file) {
    return new Promise(function (resolve, reject) {
      var image = new Image();
      var url = URL.createObjectURL(file);
      image.onload = function () { URL.revokeObjectURL(url); resolve(image); };
      image.onerror = function () { URL.revokeObjectURL(url); reject(new Error("这个文件不是照片，请直接拍照上传。")); };
      image.src = url;
    });
  }

  function smaller(file) {
    return picture(file).then(function (image) {
      var scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
      var canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) { canvas.toBlob(resolve, "image/jpeg", 0.85); });
    });
  }

  function post(target, data) {
    return fetch(target.action, {
      method: "POST", body: data, credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content }
    }).then(function (response) {
      if (response.redirected || response.status === 401 || response.status === 403) throw new Error("登录已到期，请重新登录后再传照片。填写的内容还在。");
      if (response.status === 413) throw new Error("照片太大，请用手机相机的普通画质再拍。");
      if (!response.ok) throw new Error("照片没有传上去，请再试一次。");
      return response.json();
    }).then(function (answer) {
      if (answer.refused) throw new Error(answer.refused);
      list.innerHTML = answer.html;
      return answer;
    });
  }

  function send(file) {
    return Promise.all([digest(file), smaller(file)]).then(function (parts) {
      var data = new FormData();
      data.append("purpose", form.elements.purpose.value);
      data.append("original_sha256", parts[0]);
      data.append("photo", parts[1], "photo.jpg");
      return post(form, data);
    });
  }

  input.addEventListener("change", function () {
    var files = Array.prototype.slice.call(input.files);
    var done = 0;
    var here = false;
    input.disabled = true;
    say("正在上传…");
    files.reduce(function (before, file) {
      return before.then(function () {
        return send(file).then(function (answer) { done += 1; here = here || answer.hashed_here; say("已上传 " + done + " / " + files.length); });
      });
    }, Promise.resolve())
      .then(function () { say("已上传 " + done + " 张。" + (here ? "本页不是加密连接，照片指纹由服务器按收到的文件计算。" : "")); })
      .catch(function (error) { say(error instanceof TypeError ? "网络连不上，照片没有传上去。请到有信号的地方再选一次。" : error.message, true); })
      .then(function () { input.disabled = false; input.value = ""; });
  });

  list.addEventListener("submit", function (event) {
    var remove = event.target.closest("[data-photo-remove]");
    if (!remove) return;
    event.preventDefault();
    post(remove, new FormData(remove))
      .then(function () { say("照片已删除。"); input.focus(); })
      .catch(function (error) { say(error.message, true); });
  });
})();
