{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>[[Your withdrawal has arrived]]</h1>
    <p class="note" role="status"><b>[[Received]]</b> <time datetime="{{ISO}}">{{AT}}</time></p>
  </div>
  <section class="panel stack narrow" aria-labelledby="said">
    <h2 id="said">[[What you told us]]</h2>
    <p class="lines">{{STATEMENT:pre_escape}}</p>
    <p class="small quiet">[[Receipt {{CASE}}. A copy with the date and time goes to {{EMAIL}}; keep it.]]</p>
  </section>
  <section class="block" aria-labelledby="then">
    <h2 id="then">[[What happens next]]</h2>
    {{#UNMATCHED}}<p>[[We did not find the order by its number and address, so a person looks for it. Your withdrawal counts from now all the same.]]</p>{{/UNMATCHED}}
    <p>[[Send the things back within 14 days if you have them. We pay back the price and the delivery by {{REFUND_BY}}, as soon as the things have come or you show that they are on their way.]]</p>
  </section>
  <p class="after no-print"><a class="btn ghost" href="{{P}}/">[[To the front page]]</a></p>
</div>
