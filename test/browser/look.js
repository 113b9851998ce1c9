// Look at pages: each in a frame of each width. Instead of a screen that is dark,
// or paper, the rules for these are made to hold always.
const modes = {
  '360': [360, h => h], '1280': [1280, h => h], '1920': [1920, h => h],
  'dark': [1280, h => h.replaceAll('@media(prefers-color-scheme:dark)', '@media all')],
  'print': [718, h => h.replaceAll('@media print', '@media all')],  // A4 without its margins
};
const findings = [];
let looks = 0;

function channels(color) {
  const c = color.match(/[\d.]+/g).map(Number);
  return c.length > 3 ? c : [...c, 1];
}
function over(upper, lower) {
  return [0, 1, 2].map(i => upper[i] * upper[3] + lower[i] * (1 - upper[3])).concat(1);
}
function luminance(color) {
  const [r, g, b] = color.slice(0, 3).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

// What is behind a text: the backgrounds above it in the tree, and in a picture
// what has been drawn before in its place.
function behind(view, element, box) {
  let color = [255, 255, 255, 1];
  const path = [];
  for (let e = element; e && e.nodeType === 1; e = e.parentNode) path.unshift(e);
  for (const e of path) color = over(channels(view.getComputedStyle(e).backgroundColor), color);
  const svg = element.closest('svg');
  if (svg) {
    let top = svg;
    while (top.parentNode.closest('svg')) top = top.parentNode.closest('svg');
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    for (const e of top.querySelectorAll('rect')) {
      const r = e.getBoundingClientRect(), s = view.getComputedStyle(e);
      if (e.compareDocumentPosition(element) & 4 && r.left <= x && r.right >= x && r.top <= y && r.bottom >= y && s.fill.startsWith('rgb')) {
        const fill = channels(s.fill);
        color = over([fill[0], fill[1], fill[2], fill[3] * Number(s.fillOpacity)], color);
      }
    }
  }
  return color;
}

function lookAt(name, frame, rows) {
  const view = frame.contentWindow, doc = frame.contentDocument, width = frame.clientWidth;
  const say = text => findings.push(name + ': ' + text);
  looks++;
  for (const r of view.performance.getEntriesByType('resource')) say('asks for ' + r.name.slice(0, 80));
  for (const e of doc.querySelectorAll('img,link,script,iframe,object,embed,video,audio')) say('asks for ' + e.outerHTML.slice(0, 80));
  if (doc.documentElement.scrollWidth > width) say('is wider than ' + width + ': ' + doc.documentElement.scrollWidth);

  // black is what a shape has that no rule of the style sheet reaches
  for (const e of doc.querySelectorAll('svg rect, svg path, svg circle, svg polygon')) {
    const s = view.getComputedStyle(e);
    if (!e.closest('pattern') && s.fill === 'rgb(0, 0, 0)' && e.checkVisibility()) {
      say('a shape has no colour: ' + e.outerHTML.slice(0, 80));
      break;
    }
  }
  for (const e of doc.querySelectorAll('use')) say('a shape has no colour that can be seen: ' + e.outerHTML.slice(0, 80));

  const boxes = [];
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('title,style,script,defs') || !element.checkVisibility()) continue;
    const range = doc.createRange();
    range.selectNodeContents(node);
    const scroll = element.closest('.scroll'), svg = element.closest('svg'), hidden = element.closest('.who');
    let first = true;
    for (const r of range.getClientRects()) {
      if (r.width < 0.5 || r.height < 0.5) continue;
      const text = node.data.trim().slice(0, 40);
      // a name that is too long is cut with three dots, and a table scrolls
      const box = {left: r.left, right: r.right, top: r.top, bottom: r.bottom, text, element};
      if (hidden) {
        const h = hidden.getBoundingClientRect();
        box.left = Math.max(box.left, h.left);
        box.right = Math.min(box.right, h.right);
      }
      if (scroll) {
        const s = scroll.getBoundingClientRect();
        if (box.left >= s.right || box.right <= s.left) continue;
      } else if (box.right > width + 1 || box.left < -1) {
        say('"' + text + '" leaves the page');
      }
      if (svg && view.getComputedStyle(svg).overflow === 'hidden') {
        const s = svg.getBoundingClientRect();
        if (r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 2 || r.bottom > s.bottom + 2) say('"' + text + '" is cut off');
      }
      boxes.push(box);
      if (first) {
        const style = view.getComputedStyle(element);
        const ratio = contrast(channels(svg ? style.fill : style.color), behind(view, element, box));
        if (ratio < 4.5) say('contrast of "' + text + '" is ' + ratio.toFixed(2));
        first = false;
      }
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom - 3; j++) {
      const a = boxes[i], b = boxes[j];
      // a text that is cut has two boxes
      if (a.element !== b.element && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
          && !a.element.closest('.scroll') === !b.element.closest('.scroll')) say('"' + b.text + '" lies on "' + a.text + '"');
    }
  }

  const shown = new Set([...doc.querySelectorAll('tr,.row')].map(r => [...r.children].map(c => c.matches('svg') ? '' : c.textContent.trim()).filter(t => t).join(' | ').replace(/\s+/g, ' ')));
  for (const row of rows) {
    if (!shown.has(row)) say('does not show "' + row + '"');
  }
}

async function main() {
  for (const page of pages) {
    for (const mode of page.modes) {
      for (const open of mode === 'print' ? [false] : [false, true]) {
        const frame = document.createElement('iframe');
        frame.style.cssText = 'border:0;height:900px;width:' + modes[mode][0] + 'px';
        await new Promise(resolve => {
          frame.onload = resolve;
          frame.srcdoc = modes[mode][1](page.html);
          document.body.append(frame);
        });
        if (open) frame.contentDocument.querySelectorAll('details').forEach(d => { d.open = true; });
        lookAt(page.name + ', ' + mode + (open ? ', all open' : ''), frame, open ? page.rows : []);
        frame.remove();
      }
    }
  }
  document.body.innerHTML = '';
  const result = document.createElement('pre');
  result.id = 'findings';
  result.textContent = 'LOOKED AT ' + looks + '\n' + findings.map(f => f.replaceAll('\n', ' ') + '\n').join('');
  document.body.append(result);
}
main();
