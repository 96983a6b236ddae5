// What ical.js (Thunderbird's) or node-ical finds in the calendar on standard input:
// a JSON list of [UID, start, end], moments in UTC, days as dates. Run with TZ=UTC.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const data = readFileSync(0, "utf8");
const moment = (date) => date.toISOString().replace(".000Z", "+00:00");

function byIcaljs() {
  const ICAL = require("ical.js");
  ICAL.design.strict = true;
  const calendar = new ICAL.Component(ICAL.parse(data));
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  const shown = (time) => (time.isDate ? time.toString() : moment(time.toJSDate()));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    if (event.isRecurring()) throw new Error(`${event.uid} comes again`);
    return [event.uid, shown(event.startDate), shown(event.endDate)];
  });
}

function byNodeIcal() {
  const events = Object.values(require("node-ical").sync.parseICS(data));
  const shown = (date, event) =>
    event.datetype === "date" ? moment(date).slice(0, 10) : moment(date);
  return events
    .filter((event) => event.type === "VEVENT")
    .map((event) => [event.uid, shown(event.start, event), shown(event.end, event)]);
}

const found = { "ical.js": byIcaljs, "node-ical": byNodeIcal }[process.argv[2]]();
console.log(JSON.stringify(found));
