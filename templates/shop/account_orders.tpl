{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top"><h1>[[Orders]]</h1>
    {{#UNPROVED}}<p class="note warm">[[Your address is not confirmed yet. Follow the link in our mail, and your earlier orders appear here.]]</p>{{/UNPROVED}}
  </div>
  <div class="split left">
    {{>SIDE}}
    <div>
      {{#FILTERS}}<form class="sift" action="{{P}}/account/orders">
        <p class="field"><label for="show">[[Show]]</label><select id="show" name="show">{{#SHOW}}<option value="{{CODE}}"{{#ON}} selected{{/ON}}>{{WORDS}}</option>{{/SHOW}}</select></p>
        <p class="field"><label for="year">[[Year]]</label><select id="year" name="year"><option value="0">[[All years]]</option>{{#YEAR}}<option value="{{N}}"{{#ON}} selected{{/ON}}>{{N}}</option>{{/YEAR}}</select></p>
        <p><button class="btn ghost">[[Show these]]</button></p>
      </form>{{/FILTERS}}
      {{#NO_ORDERS}}<p>[[No orders yet. What you order is listed here, with its papers and its way to you.]]</p>
      <p class="after"><a class="btn ghost" href="{{P}}/">[[Have a look around]]</a></p>{{/NO_ORDERS}}
      {{#NONE_SUCH}}<p>[[No such orders.]] <a class="link" href="{{P}}/account/orders">[[Show all]]</a></p>{{/NONE_SUCH}}
      {{#ORDERS}}<ul class="cases history">
        {{#ORDER}}<li>
          <div class="head2"><h2><a href="{{HREF}}">[[Order {{NUMBER}}]]</a></h2><p class="price">{{TOTAL}}</p></div>
          <p><span class="{{PILL}}">{{STATE}}</span> <span class="quiet small">{{PLACED}}</span></p>
          <p>{{WHAT}}</p>
          <div class="deeds">
            {{#TRACK}}<a class="link" href="{{URL}}" rel="noreferrer">[[Follow the parcel]] <span class="vh">{{CODE}}</span></a>
            {{/TRACK}}{{#PAPER}}<a class="link" href="{{SELF}}/document/{{LABEL}}.pdf">[[{{KIND}} {{LABEL}} (PDF)]]<span class="vh"> {{WHEN}} · {{SUM}}</span></a>
            {{/PAPER}}{{#CAN_RETURN}}<a class="link" href="{{URL}}/return">[[Return things]]<span class="vh"> · {{NUMBER}}</span></a>
            {{/CAN_RETURN}}{{#CAN_CANCEL}}<a class="link" href="{{URL}}/cancel">[[Cancel the order]]<span class="vh"> · {{NUMBER}}</span></a>
            {{/CAN_CANCEL}}{{#CAN_WITHDRAW}}<a class="link" href="{{P}}/withdraw?order={{KEY:url_query_escape}}">[[Withdraw from contract]]<span class="vh"> · {{NUMBER}}</span></a>
            {{/CAN_WITHDRAW}}{{#CAN_REVIEW}}<a class="link" href="{{P}}/account/reviews">[[Write a review]]<span class="vh"> · {{NUMBER}}</span></a>
            {{/CAN_REVIEW}}<form method="post" action="{{P}}/account/reorder"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="order" value="{{ORDER_TOKEN}}"><button class="link">[[Order again]]<span class="vh"> · {{NUMBER}}</span></button></form>
          </div>
        </li>
        {{/ORDER}}
      </ul>{{/ORDERS}}
      {{#PAGER}}<nav class="pages" aria-label="[[Pages]]">
        <ul>
          {{#PREV}}<li><a href="{{URL}}" rel="prev">[[Previous]]</a></li>{{/PREV}}
          {{#PAGE}}<li><a href="{{URL}}"{{#ON}} aria-current="page"{{/ON}}><span class="vh">[[Page]] </span>{{N}}</a></li>
          {{/PAGE}}
          {{#NEXT}}<li><a href="{{URL}}" rel="next">[[Next]]</a></li>{{/NEXT}}
        </ul>
      </nav>{{/PAGER}}
    </div>
  </div>
</div>
