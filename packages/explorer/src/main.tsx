import { render } from "preact";
import { App } from "./app.js";
import "./style/tokens.css";
import "./style/page.css";
import "./style/fields.css";
import "./style/capture.css";

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
