// Opens pages of cust-report in Chromium, at three widths and in both themes, and lets axe-core look
// for what people cannot read or reach. Reports each violation, each request that leaves a page, and
// each page that is wider than its window; ends with 1 if there is one.
// usage: axe.js PAGE...		with playwright-core and axe-core in NODE_PATH
const { chromium } = require('playwright-core');
const axe = require('axe-core');
const path = require('path');

const WIDTHS = [390, 800, 1280];
const HIGHEST = 28000;		// on a phone; a table of 8 rows adds 1000 if it is not closed
const THEMES = ['light', 'dark'];
let looked = 0, faults = 0;

function fault(text) {
	console.error(text);
	faults++;
}

async function look(browser, file, width, colorScheme) {
	const where = `${path.basename(file)} ${width} ${colorScheme}`;
	const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
	const url = 'file://' + path.resolve(file);

	page.on('request', (r) => {
		if (r.url() !== url && !r.url().startsWith('data:'))
			fault(`${where}: request of ${r.url()}`);
	});
	await page.goto(url);
	const rows = () => page.evaluate(() => {
		const all = [...document.querySelectorAll('tbody tr')];
		return { all: all.length, seen: all.filter((r) => r.offsetHeight > 0).length };
	});
	// long tables are closed on a phone only, never in print, and open as a whole
	const closed = await rows();
	if (closed.seen === 0 || (closed.seen < closed.all) !== width < 640)
		fault(`${where}: ${closed.seen} of ${closed.all} rows are seen`);
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	if (height > HIGHEST)
		fault(`${where}: the page is ${height} high`);
	await page.emulateMedia({ media: 'print' });
	const printed = await rows();
	if (printed.seen !== printed.all)
		fault(`${where}: ${printed.seen} of ${printed.all} rows are printed`);
	await page.emulateMedia({ media: 'screen' });
	await page.evaluate(() =>
		document.querySelectorAll('details').forEach((d) => d.open = true));
	const open = await rows();
	if (open.seen !== open.all)
		fault(`${where}: ${open.seen} of ${open.all} rows are seen if all is open`);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	if (wide > width)
		fault(`${where}: the page is ${wide} wide`);
	await page.evaluate(axe.source);
	const found = await page.evaluate(() => axe.run());
	for (const v of found.violations)
		fault(`${where}: ${v.id}: ${v.help}: ${v.nodes.length} times, as ${v.nodes[0].html}`);
	if (found.passes.length < 10)
		fault(`${where}: axe has checked ${found.passes.length} rules only`);
	looked++;
	await page.close();
}

(async () => {
	const files = process.argv.slice(2);
	const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

	for (const file of files)
		for (const width of WIDTHS)
			for (const theme of THEMES)
				await look(browser, file, width, theme);
	await browser.close();
	console.log(`${looked} views, ${faults} faults`);
	process.exit(faults > 0 || looked === 0 ? 1 : 0);
})();
