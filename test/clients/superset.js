// Opens a dashboard of Superset as a browser does, in each of some states of its
// filters, and writes what the charts asked for and got; see superset.sh.
//
//   node superset.js URL DASHBOARD STATES CHROMIUM FOLDER
//
// STATES is JSON: a list of {name, filters}. For each, FOLDER/NAME.json has a
// list of {body, result}, and FOLDER/NAME.png a picture. Whatever the page
// complains about is printed, and is a failure.
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const [url, dashboard, states, executablePath, folder] = process.argv.slice(2);
let complaints = 0;

function complain(...words) {
    complaints++;
    console.log(...words);
}

async function main() {
    const browser = await chromium.launch({
        executablePath,
        // nothing but this machine is reached
        args: ['--no-sandbox', '--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    });
    // high enough for all charts to be in sight, and so to load
    const page = await browser.newPage({ viewport: { width: 1440, height: 5600 }, locale: 'en-US', timezoneId: 'Asia/Kathmandu' });
    await page.goto(`${url}/login/`);
    await page.fill('#username', 'admin');
    await page.fill('#password', process.env.SUPERSET_PASSWORD);
    await page.click('button[type=submit]');
    await page.waitForURL((to) => !to.pathname.startsWith('/login'));

    page.on('console', (message) => {
        // not that the makers of Superset cannot be told of the page
        if (message.type() === 'error' && message.location().url.startsWith(url)) complain('console:', message.text());
    });
    page.on('pageerror', (error) => complain('page:', error.message));
    for (const state of JSON.parse(states)) {
        const asked = [];
        const listen = (response) => {
            if (!response.url().includes('/api/v1/chart/data')) return;
            asked.push((async () => {
                const body = JSON.parse(response.request().postData());
                if (response.status() !== 200) complain(state.name, response.status(), await response.text());
                return { body, result: (await response.json()).result };
            })());
        };
        page.on('response', listen);
        await page.goto(`${url}/superset/dashboard/${dashboard}/?native_filters=${encodeURIComponent(state.filters)}`);
        await page.waitForLoadState('networkidle');
        await page.waitForFunction(() => document.querySelector('[data-test-viz-type]') && !document.querySelector('[data-test="loading-indicator"], .loading'));
        // what is drawn moves for a second
        await page.waitForTimeout(2000);
        page.off('response', listen);
        for (const wrong of await page.locator('[role=alert], .ant-alert-error').allInnerTexts()) complain(state.name, wrong);
        fs.writeFileSync(path.join(folder, `${state.name}.json`), JSON.stringify(await Promise.all(asked)));
        await page.screenshot({ path: path.join(folder, `${state.name}.png`), fullPage: true });
    }
    await browser.close();
}

main().then(() => process.exit(complaints ? 1 : 0), (error) => {
    console.log(error);
    process.exit(1);
});
