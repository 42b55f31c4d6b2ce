{{%AUTOESCAPE context="HTML"}}
<svg role="img" aria-label="{{LABEL}}" viewBox="0 0 88 16" width="88" height="16">{{#STAR}}<path transform="translate({{X}})" d="M8 1.3 10 5.7l4.8.5-3.6 3.2 1 4.7L8 11.7 3.8 14.1l1-4.7L1.2 6.2 6 5.7z"{{#EMPTY}} fill="none" stroke="currentColor"{{/EMPTY}}/>{{/STAR}}</svg>
