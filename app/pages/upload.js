// Sends files straight to the API, which writes them to disk as they come: Streamlit's own upload
// would hold each one whole in the memory of the service.

function send(form, file, say) {
  const body = new FormData();
  for (const field of form.querySelectorAll(".mw-fields input")) {
    if (field.type === "checkbox" && !field.checked) continue;
    if (field.value.trim()) body.append(field.name, field.value.trim());
  }
  body.append("files", file, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => {
      const share = event.total ? Math.floor((100 * event.loaded) / event.total) : 0;
      say(`Sending ${file.name}: ${share} %`);
    };
    request.onerror = () => resolve({ problem: `${file.name}: the connection broke off.` });
    request.onload = () => {
      const answer = request.response || {};
      if (request.status === 202) resolve({ jobs: answer.jobs.map((job) => job.id) });
      else resolve({ problem: `${file.name}: ${answer.error || "it was not taken."}` });
    };
    request.open("POST", "/api/manuals");
    request.responseType = "json";
    request.send(body);
  });
}

// The browser asks before the page goes: what is not sent yet would be lost without a word.
function askBeforeLeaving(event) {
  event.preventDefault();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const form = parentElement.querySelector(".mw-upload");
  const by = form.querySelector("input[name=by]");
  if (!by.value && data?.by) by.value = data.by;
  // Once: what comes after the revision that was asked for may be of another manual.
  const manual = form.querySelector("input[name=manual]");
  if (data?.manual && form.dataset.of !== data.manual) manual.value = data.manual;
  form.dataset.of = data?.manual ?? "";
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  const say = (text) => { form.querySelector(".mw-sending").textContent = text; };
  const list = () => {
    const names = [...input.files].map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    });
    form.querySelector(".mw-chosen").replaceChildren(...names);
  };
  input.onchange = () => { say(""); list(); };
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (!input.files.length) {
      say("Choose a file first.");
      return;
    }
    button.disabled = true;
    window.addEventListener("beforeunload", askBeforeLeaving);
    const sent = { jobs: [], problems: [], by: by.value.trim() };
    for (const file of [...input.files]) {
      const { jobs, problem } = await send(form, file, say);
      sent.jobs.push(...(jobs || []));
      if (problem) sent.problems.push(problem);
    }
    window.removeEventListener("beforeunload", askBeforeLeaving);
    button.disabled = false;
    // How far they are is shown below the form, which may be out of sight.
    const count = sent.jobs.length;
    say(count ? `${count} ${count === 1 ? "file is" : "files are"} in the queue: see below.` : "");
    if (!sent.problems.length) {
      form.reset();
      by.value = sent.by;
    }
    // What was said stays, so that a refused file is only chosen anew.
    else input.value = "";
    list();
    setTriggerValue("sent", sent);
  };
}
