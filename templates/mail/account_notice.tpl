{{%AUTOESCAPE context="HTML"}}
{{>HEAD}}
{{#PASSWORD}}<p>[[The password of your account was changed. All logins but the one that changed it are ended.]]</p>{{/PASSWORD}}
{{#PASSWORD_GONE}}<p>[[Your account has no password any more. You log in by a link that we mail, or with a passkey.]]</p>{{/PASSWORD_GONE}}
{{#EMAIL_ASKED}}<p>[[Somebody who is logged in to your account asks to change its e-mail address. We have written to the new one; until the link there is opened, nothing changes.]]</p>{{/EMAIL_ASKED}}
{{#EMAIL_NEW}}<p>[[Your account has another e-mail address now. Our mails go there, and this address does not open the account any more.]]</p>{{/EMAIL_NEW}}
{{#PASSKEY_ADDED}}<p>[[A passkey was added to your account. It can be used to log in.]]</p>{{/PASSKEY_ADDED}}
{{#PASSKEY_REMOVED}}<p>[[A passkey was removed from your account. It does not log in any more.]]</p>{{/PASSKEY_REMOVED}}
{{#TOTP_ON}}<p>[[From now on your account asks for a one-time code when you log in.]]</p>{{/TOTP_ON}}
{{#TOTP_OFF}}<p>[[Your account does not ask for one-time codes any more.]]</p>{{/TOTP_OFF}}
{{#CODES}}<p>[[New recovery codes were made for your account. The old ones do not work any more.]]</p>{{/CODES}}
{{#CODES_WRONG}}<p>[[Somebody tried to log in to your account and gave several wrong one-time codes. Nobody got in that way. But whoever is asked for a code knows your password already, or can open your mail.]]</p>{{/CODES_WRONG}}
{{#LOGIN}}<p>[[Somebody logged in to your account from a browser that we have not seen there before.]]</p>
{{#AGENT}}<p>[[Browser: {{BROWSER}}]]</p>{{/AGENT}}{{/LOGIN}}
{{#NOT_YOU}}<p>[[If it was you, all is well. If not, choose a new password at once: that ends all logins. Then look at the account, or write to us.]]</p>
<p><a href="{{FORGOT}}">[[Choose a new password]]</a></p>{{/NOT_YOU}}
{{#WRITE}}<p>[[If it was you, all is well. If not, write to us or call us at once.]]</p>{{/WRITE}}
{{>FOOT}}
