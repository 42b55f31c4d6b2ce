// catalogue.mjs [N]: a product export in Shopify's format, on stdout: N
// products (30) of one type with three colours in two sizes each.
const n = Number(process.argv[2] ?? 30);
const heads = ['Handle', 'Title', 'Body (HTML)', 'Vendor', 'Type', 'Tags',
	'Published', 'Option1 Name', 'Option1 Value', 'Option2 Name',
	'Option2 Value', 'Option3 Name', 'Option3 Value', 'Variant SKU',
	'Variant Grams', 'Variant Inventory Tracker', 'Variant Inventory Qty',
	'Variant Inventory Policy', 'Variant Fulfillment Service',
	'Variant Price', 'Variant Compare At Price',
	'Variant Requires Shipping', 'Variant Taxable', 'Variant Barcode',
	'Image Src', 'Image Position', 'Image Alt Text', 'Gift Card',
	'Variant Image', 'Variant Weight Unit', 'Status'];
const names = ['Kide mug', 'Saari bowl', 'Aalto tray', 'Luoto lamp', 'Meri towel',
	'Tuuli blanket', 'Halla vase', 'Sumu candle'];
const colours = ['Sea', 'Snow', 'Clay'];
const sizes = ['Small', 'Large'];

function row(i, colour, size, first) {
	const name = `${names[i % names.length]} ${i + 1}`;
	const price = 9.9 + (i % 17) * 3 + (size === 'Large' ? 5 : 0);
	const cells = {
		Handle: `bench-${i + 1}`,
		'Option1 Value': colour, 'Option2 Value': size,
		'Variant SKU': `BENCH-${i + 1}-${colour}-${size}`.toUpperCase(),
		'Variant Grams': '400', 'Variant Inventory Tracker': 'shopify',
		'Variant Inventory Qty': '100000',
		'Variant Inventory Policy': 'deny', 'Variant Price': price.toFixed(2),
		'Variant Taxable': 'true', 'Variant Requires Shipping': 'true',
	};
	if (first)
		Object.assign(cells, {
			Title: name, 'Body (HTML)': `<p>${name}, made to last. Wash ` +
				'at forty degrees and let it dry in the wind.</p>',
			Vendor: 'Poukama', Type: 'Bench', Published: 'true',
			'Option1 Name': 'Colour', 'Option2 Name': 'Size',
			Status: 'active',
		});
	return heads.map((h) => `"${(cells[h] ?? '').replaceAll('"', '""')}"`)
		.join(',');
}

console.log(heads.join(','));
for (let i = 0; i < n; i++)
	for (const [c, colour] of colours.entries())
		for (const [s, size] of sizes.entries())
			console.log(row(i, colour, size, c + s === 0));
