// The odd shop's scripts: what its buttons do in a browser.
var token = document.querySelector('meta[name=csrf-token]').content;
var options = document.querySelector('[data-options]');

if (options) {
  fetch(options.dataset.options).then(function (answer) { return answer.json(); }).then(function (lists) {
    ['colour', 'size'].forEach(function (name) {
      if (!lists[name] || !lists[name].length) return;
      var select = document.createElement('select');
      select.name = name;
      select.add(new Option('-', ''));
      lists[name].forEach(function (entry) {
        select.add(entry.value ? new Option(entry.label, entry.value) : new Option(entry, entry));
      });
      options.appendChild(select);
    });
  });
}

function post(path, fields) {
  fields.csrf_token = token;
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields)
  }).then(function (answer) { return answer.json(); });
}

function addToCart(product, act) {
  var fields = { product: String(product), act: act };
  document.querySelectorAll('#options select').forEach(function (select) { fields[select.name] = select.value; });
  post('/api/cart/add', fields).then(function (answer) {
    if (answer.ok) location.href = answer.next; else alert(answer.message);
  });
}

function sendItem(form, act) { form.act.value = act; form.submit(); }

function guestOrder() {
  var form = document.getElementById('entry');
  form.entry.value = 'guest';
  form.submit();
}

function changeLine(line) {
  var form = document.createElement('form');
  form.method = 'post';
  form.action = '/cart/update';
  var fields = { csrf_token: token, line: line, quantity: document.getElementById('quantity-' + line).value };
  Object.keys(fields).forEach(function (name) {
    var input = document.createElement('input');
    input.name = name;
    input.value = fields[name];
    form.appendChild(input);
  });
  document.body.appendChild(form);
  form.submit();
}

function savePanel() {
  var fields = {};
  new FormData(document.getElementById('order')).forEach(function (value, name) { fields[name] = value; });
  post('/api/order/save', fields).then(function (answer) {
    if (!answer.ok) { alert(Object.values(answer.errors || {}).join('\n')); return; }
    document.querySelectorAll('[data-source]').forEach(function (panel) {
      fetch(panel.dataset.source).then(function (page) { return page.text(); })
        .then(function (html) { panel.innerHTML = html; });
    });
  });
}
