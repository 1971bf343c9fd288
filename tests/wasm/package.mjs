// Where the npm package of this build is: the folder that `cargo xtask build --npm` writes.

import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const top = fileURLToPath(new URL("../../", import.meta.url));
export const folder = process.env.VENDORWARD_NPM ?? join(top, "dist-npm");

/** The package as Node loads it. */
export const load = () => import(pathToFileURL(join(folder, "node.js")).href);
