[[Privacy and cookies]]

[[The controller of your data is {{COMPANY}}, {{PLACE}}, {{EMAIL}}.]]

[[## What we keep, and why]]

[[- **Orders, invoices and receipts:** what you bought, your name, address, e-mail and telephone. We need them to deliver, and the law asks us to keep receipts.]]
[[- **Your account:** what you put there yourself, for as long as you have it.]]
[[- **Letters:** your address, language and topics, once you have confirmed it by mail and until you end them. Each letter has a link for that.]]
[[- **Reviews and questions:** what you write for others to read.]]
[[- **What you look at:** only if you accept it, and until you change your mind.]]

[[How long each of them is kept is on the page that is linked below.]]

[[## Cookies]]

[[The shop sets only cookies that it needs, and no other company’s. The page linked below lists each of them, and there you change your choice.]]

[[## Who else sees it]]

[[The carrier gets the name, address and telephone number that it needs to deliver, and the bank or card company handles the payment. We sell and lend your data to nobody.]]

[[## Your rights]]

[[You can see your data, take it with you as a file, put it right, erase it, and object to marketing and suggestions: in your account yourself, or by writing to us. We answer within a month. If you think that we do wrong, you can complain to the data protection authority; in Finland it is the Data Protection Ombudsman (tietosuoja.fi).]]
