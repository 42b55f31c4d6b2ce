{{%AUTOESCAPE context="HTML"}}
<div class="wrap">
  <div class="top">
    <h1>{{#NEW}}[[Write a review]]{{/NEW}}{{#OLD}}[[Your review]]{{/OLD}}</h1>
    <p>{{PRODUCT}}{{#BOUGHT}}, {{OPTIONS}}{{/BOUGHT}}</p>
    <p><a class="link" href="{{BACK}}">[[Back]]</a></p>
  </div>
  {{#CHANGED}}<p class="note warm">[[It has changed since you opened it. This is how it is now.]]</p>{{/CHANGED}}
  {{#STATE}}<div class="panel stack narrow">
    <p><b>{{STATE_WORDS}}</b> <span class="quiet small">{{AT}}</span></p>
    {{#REFUSED}}<p>[[We do not show it, for this reason:]] {{RULE}}.</p>{{#REASON}}<p class="lines">{{REASON_TEXT:pre_escape}}</p>{{/REASON}}<p>[[You can change it and send it again.]]</p>{{/REFUSED}}
    {{#REPLY}}<p><b>[[{{SHOP}} answers]]</b></p><p class="lines">{{REPLY_TEXT:pre_escape}}</p>{{/REPLY}}
  </div>{{/STATE}}
  {{#ERRORS}}<div class="errors narrow" role="alert" tabindex="-1" id="errors">
    <p><b>{{ERRORS_TITLE}}</b></p>
    <ul>{{#ERROR}}<li><a href="#{{FIELD}}">{{MSG}}</a></li>{{/ERROR}}</ul>
  </div>{{/ERRORS}}
  <form class="form narrow" method="post" action="{{ACTION}}" enctype="multipart/form-data" novalidate>
    <input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="rev" value="{{REV}}">
    {{#VARIANTS}}<fieldset class="picks"><legend>[[Which one do you write of?]]</legend>
      {{#VARIANT}}<label class="pick"><input type="radio" name="which" value="{{VALUE}}"{{#ON}} checked{{/ON}}><span>{{LABEL}}</span></label>
      {{/VARIANT}}</fieldset>{{/VARIANTS}}
    <fieldset class="picks" id="stars" tabindex="-1"{{#STARS_ERR}} aria-describedby="stars-e"{{/STARS_ERR}}><legend>[[Stars]]</legend>
      {{#CHOICE}}<label class="pick"><input type="radio" name="stars" value="{{VALUE}}"{{#ON}} checked{{/ON}}><span>{{LABEL}}</span><small>{{WORDS}}</small></label>
      {{/CHOICE}}{{#STARS_IS_5}}{{/STARS_IS_5}}{{#STARS_IS_4}}{{/STARS_IS_4}}{{#STARS_IS_3}}{{/STARS_IS_3}}{{#STARS_IS_2}}{{/STARS_IS_2}}{{#STARS_IS_1}}{{/STARS_IS_1}}{{#STARS_ERR}}<p class="err" id="stars-e">{{STARS_MSG}}</p>{{/STARS_ERR}}</fieldset>
    <p class="field"><label for="title">[[Heading]] <span class="quiet">([[may stay empty]])</span></label><input id="title" name="title" maxlength="100" autocomplete="off" value="{{TITLE}}"{{#TITLE_ERR}} aria-invalid="true" aria-describedby="title-e"{{/TITLE_ERR}}>{{#TITLE_ERR}}<span class="err" id="title-e">{{TITLE_MSG}}</span>{{/TITLE_ERR}}</p>
    <p class="field"><label for="body">[[Your review]]</label><textarea id="body" name="body" rows="7" maxlength="4000" required aria-describedby="body-h{{#BODY_ERR}} body-e{{/BODY_ERR}}"{{#BODY_ERR}} aria-invalid="true"{{/BODY_ERR}}>{{BODY:pre_escape}}</textarea><span class="hint" id="body-h">[[What is it like to use? What should others know before they buy?]]</span>{{#BODY_ERR}}<span class="err" id="body-e">{{BODY_MSG}}</span>{{/BODY_ERR}}</p>
    <p class="field"><label for="name">[[Shown name]] <span class="quiet">([[may stay empty]])</span></label><input id="name" name="name" maxlength="50" autocomplete="given-name" value="{{NAME}}" aria-describedby="name-h{{#NAME_ERR}} name-e{{/NAME_ERR}}"{{#NAME_ERR}} aria-invalid="true"{{/NAME_ERR}}><span class="hint" id="name-h">[[Everybody sees it. Empty: “A buyer”.]]</span>{{#NAME_ERR}}<span class="err" id="name-e">{{NAME_MSG}}</span>{{/NAME_ERR}}</p>
    {{#OWN_PICTURES}}<fieldset><legend>[[Your pictures]]</legend><ul class="shots">{{#OWN_PICTURE}}<li>{{>PICTURE}}{{#WAITS}}<span class="quiet small">[[being prepared]]</span>{{/WAITS}}<label class="check"><input type="checkbox" name="drop" value="{{VALUE}}"{{#DROPPED}} checked{{/DROPPED}}> [[Remove]]<span class="vh"> [[picture {{NTH}}]]</span></label></li>{{/OWN_PICTURE}}</ul></fieldset>{{/OWN_PICTURES}}
    {{#SPOILT}}<p class="note warm">[[A picture of yours could not be read. Send it again, if you like.]]</p>{{/SPOILT}}
    <p class="field"><label for="picture">[[Pictures]] <span class="quiet">([[may stay empty]])</span></label><input id="picture" name="picture" type="file" accept="image/jpeg,image/png,image/webp,image/avif" multiple aria-describedby="picture-h{{#PICTURE_ERR}} picture-e{{/PICTURE_ERR}}"{{#PICTURE_ERR}} aria-invalid="true"{{/PICTURE_ERR}}><span class="hint" id="picture-h">[[Up to {{MOST}}, your own. Where and with what they were taken is removed from them.]]</span>{{#PICTURE_ERR}}<span class="err" id="picture-e">{{PICTURE_MSG}}</span>{{/PICTURE_ERR}}</p>
    <p class="quiet small">[[Good and bad are shown alike.]]{{#MODERATED}} [[We read each review before it is shown, and leave out only what breaks the law or speaks of something else.]]{{/MODERATED}}</p>
    <p><button class="btn">{{#NEW}}[[Send the review]]{{/NEW}}{{#OLD}}[[Save the review]]{{/OLD}}</button></p>
  </form>
  {{#REMOVE}}<p><a class="link" href="{{HREF}}">[[Remove your review]]</a></p>{{/REMOVE}}
</div>
