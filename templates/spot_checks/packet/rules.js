/* What a form still lacks: the same tables as on the server (rules/visit_is_complete.py), which judges again. */
const Rules = (() => {
  function photosNeeded(data, item, outcome) {
    if (data.rules.no_photo_kinds.includes(item.kind)) { return 0; }
    return data.rules.scene_photos[outcome] || 0;
  }

  function questions(data, item) {
    return data.forms[item.kind].filter((part) => !part.rows).reduce((all, part) => all.concat(part.questions), []);
  }

  function ofOutcome(data, form) {
    const rules = data.rules;
    const found = [];
    if (form.outcome === rules.lost && form.absences.length < rules.absences_for_lost) {
      found.push(`“失联”须有 ${rules.absences_for_lost} 个不同日子的未在家记录，现有 ${form.absences.length} 天。请改日再去一次。`);
    }
    if (form.outcome === rules.away && !form.answers.video_seen) { found.push("外出务工须视频核实：请写明视频中见到谁、怎样确认身份。"); }
    if (form.outcome === "mismatch" && !form.problems.length) { found.push("结论为不符的，请至少选一个问题码。"); }
    if (rules.needs_summary.includes(form.outcome) && !form.summary.trim()) { found.push("请在情况说明里写明发现了什么。"); }
    if (form.overpaid_yuan.trim() && !rules.needs_problem.includes(form.outcome)) { found.push("多发金额只在结论为不符或死亡时填写。"); }
    return found;
  }

  function ofAnswers(data, item, form) {
    const rules = data.rules;
    const found = [];
    if (rules.unasked.includes(form.outcome)) { return found; }
    const asked = questions(data, item);
    if (form.outcome !== rules.away) {
      asked.filter((each) => each.required && !form.answers[each.key]).forEach((each) => found.push(`请回答“${each.label}”。`));
    }
    if (item.kind === "nil_village" && !rules.sources.some((key) => form.answers[key])) { found.push("请至少填写一方所说的死亡人数，没有填 0。"); }
    if (form.outcome !== "match") { return found; }
    asked.filter((each) => rules.against_match[each.key] && form.answers[each.key] === rules.against_match[each.key])
      .forEach((each) => found.push(`“${each.label}”答“${form.answers[each.key]}”，结论不应是相符。请核对。`));
    if (item.kind === "nil_village" && Number(form.answers.deaths_covered || 0) > 0) { found.push("有享受救助的人死亡而乡镇零报告，结论不应是相符。请核对。"); }
    return found;
  }

  function days(item, form) {
    const today = Clock.day();
    const wrong = [form.visited_on].concat(form.absences).filter((day) => day && (day < item.earliest || day > today));
    return wrong.length ? [`日期应在 ${item.earliest} 到 ${today} 之间：${wrong.join("、")}不对，请改正。`] : [];
  }

  /* What the server could not read: the file would be refused as a whole. */
  function unreadable(data, item, form) {
    const found = days(item, form);
    const money = form.overpaid_yuan.trim();
    if (money && !/^\d{1,7}(\.\d{1,2})?$/.test(money)) { found.push("多发金额请填数字，单位是元，例如 310 或 310.50。"); }
    const counts = (asked, row) => asked.filter((each) => each.kind === "count" && row[each.key] && !/^\d{1,7}$/.test(row[each.key]))
      .forEach((each) => found.push(`“${each.label}”请填整数。`));
    counts(questions(data, item), form.answers);
    data.forms[item.kind].filter((part) => part.rows).forEach((part) => (form.answers.members || []).forEach((row) => counts(part.questions, row)));
    return found;
  }

  function missing(data, item, form) {
    const found = unreadable(data, item, form);
    if (!form.visited_on) { found.push("请填写入户日期。"); }
    if (!form.outcome) { return found.concat("请选择核查结论。"); }
    found.push(...ofOutcome(data, form), ...ofAnswers(data, item, form));
    const needed = photosNeeded(data, item, form.outcome);
    if (form.photos.length < needed) { found.push("请附至少一张入户照片（视频核实的附视频截图）。"); }
    return found;
  }

  const blank = () => ({ visited_on: "", outcome: "", problems: [], overpaid_yuan: "", summary: "", answers: {}, absences: [], photos: [], filled_at: "" });
  const touched = (form) => Boolean(form.filled_at);
  return { missing, unreadable, blank, touched };
})();
