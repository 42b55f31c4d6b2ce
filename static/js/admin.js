/* Comforts of the owner's pages.  Everything works without this file. */
(function () {
	'use strict';
	var goto = { h: '/admin', o: '/admin/orders', p: '/admin/products',
		c: '/admin/customers', s: '/admin/settings' };
	var waiting = false;

	function typing(el) {
		return el && (el.isContentEditable ||
			/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));
	}

	document.addEventListener('keydown', function (e) {
		var save = document.querySelector('.savebar button[value=save], .savebar .btn:not(.ghost)');
		if ((e.ctrlKey || e.metaKey) && e.key === 's' && save) {
			e.preventDefault();
			save.click();
			return;
		}
		if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target))
			return;
		if (waiting) {
			waiting = false;
			if (goto[e.key]) {
				e.preventDefault();
				location.href = goto[e.key];
			}
		} else if (e.key === 'g') {
			waiting = true;
			setTimeout(function () { waiting = false; }, 1500);
		} else if (e.key === '/') {
			var find = document.querySelector('.find input');
			if (find) {
				e.preventDefault();
				find.focus();
			}
		} else if (e.key === 'n') {
			var fresh = document.querySelector('a[data-new]');
			if (fresh)
				fresh.click();
		} else if (e.key === '?') {
			location.href = '/admin/keys';
		}
	});

	/* The save bar says whether something waits to be saved. */
	document.querySelectorAll('form[data-watch]').forEach(function (form) {
		var bar = form.querySelector('.savebar p');
		var dirty = !!form.ownerDocument.querySelector('.errors');
		function say() {
			if (bar)
				bar.textContent = dirty ? bar.dataset.dirty : bar.dataset.clean;
		}
		function touched() {
			dirty = true;
			say();
		}
		form.addEventListener('input', touched);
		form.addEventListener('change', touched);
		say();
	});

	document.querySelectorAll('input[type=file]').forEach(function (input) {
		var out = input.parentNode.querySelector('[data-files]');
		if (out)
			input.addEventListener('change', function () {
				out.textContent = Array.prototype.map.call(input.files,
					function (f) { return f.name; }).join(', ');
			});
	});

	/* Of a row of tabs that is wider than the screen: the one we are at. */
	document.querySelectorAll('.chips [aria-current]').forEach(function (chip) {
		var row = chip.parentNode;
		row.scrollLeft += chip.getBoundingClientRect().left -
			row.getBoundingClientRect().left - 32;
	});

	document.querySelectorAll('[data-print]').forEach(function (button) {
		button.hidden = false;
		button.addEventListener('click', function () { print(); });
	});

	var errors = document.querySelector('.errors[tabindex]');
	if (errors)
		errors.focus();
})();
