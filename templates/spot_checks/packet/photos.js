/* Photos: made small on the phone, the digest of the original kept, the original not. */
const Photos = (() => {
  const widest = 1600;

  const picture = (file) => new Promise((done, failed) => {
    const image = new Image();
    const url = URL.createObjectURL(file);
    image.onload = () => { URL.revokeObjectURL(url); done(image); };
    image.onerror = () => { URL.revokeObjectURL(url); failed(new Error("unreadable")); };
    image.src = url;
  });
  const jpeg = (canvas, quality) => new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });

  async function small(image, most) {
    const scale = Math.min(1, widest / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await jpeg(canvas, quality);
      if (blob && blob.size <= most) { return new Uint8Array(await blob.arrayBuffer()); }
    }
    throw new Error("large");
  }

  /* {bytes, meta} of a chosen file; the sentence to show where it cannot be used. */
  async function take(file, most) {
    const original = await Vault.digest(await file.arrayBuffer());
    let bytes;
    try {
      bytes = await small(await picture(file), most);
    } catch (error) {
      return { refused: "这张照片读不出来。请用手机相机拍成 JPG 格式再选。" };
    }
    const meta = { id: original.slice(0, 24), size: bytes.byteLength, sha256: await Vault.digest(bytes), original_sha256: original };
    return { bytes, meta };
  }

  const place = (item, meta) => `photo:${item}:${meta.id}`;
  return { take, place };
})();
