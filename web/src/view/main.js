// The pages of `equipoise view`: a stage with its raids, or a folder of results. Everything comes from the loopback
// server that brought the page.
import { html } from "../dom.js";
import { mountFolder } from "./folder.js";
import { mountStage } from "./stage.js";
import { get } from "./server.js";

async function start() {
  const skip = html("a", { class: "skip", href: "#main" }, "Skip to the content");
  const main = html("main", { id: "main" });
  document.body.prepend(skip, main);
  try {
    const view = await get("/api/view");
    await (view.format === "equipoise-stage/1" ? mountStage : mountFolder)(main, view);
  } catch (error) {
    main.append(html("h1", {}, "Nothing to show"), html("p", { role: "alert" }, error.message));
  }
  document.documentElement.dataset.script = "ready";
}

start();
