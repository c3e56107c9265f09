namespace PromoOffers.Domain.Offers;

/// <summary>
/// The e-mails of a new offer, Liquid. Mail programs need tables and inline styles.
/// The sender's postal address is added to every mail, whatever its template says.
/// </summary>
internal static class NewMails
{
    public static readonly MessageTemplate EnglishSignUp = new()
    {
        Subject = "Your personal link",
        Html = Html("en", "Welcome{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Open your page{% if must_confirm %} to confirm your address{% endif %}. It shows your progress, and your code once you have earned it. The page is yours alone: do not forward this message.",
            Button("{{ private_link }}", "{% if must_confirm %}Confirm my address{% else %}Open my page{% endif %}"),
            "To invite friends, share this link: <a href=\"{{social.Share Url}}\" style=\"color:{{ accent_color }};\">{{social.Share Url}}</a>",
            EnglishWhy, "Offer rules", "Privacy notice"),
        Text = """
            Welcome{% if first_name != blank %}, {{ first_name }}{% endif %}

            Open your page{% if must_confirm %} to confirm your address{% endif %}.
            It shows your progress, and your code once you have earned it.
            The page is yours alone: do not forward this message.

            {{ private_link }}

            To invite friends, share this link:
            {{social.Share Url}}

            """ + Text(EnglishWhy, "Offer rules: ", "Privacy notice: "),
    };

    public static readonly MessageTemplate FrenchSignUp = new()
    {
        Subject = "Votre lien personnel",
        Html = Html("fr", "Bienvenue{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Ouvrez votre page{% if must_confirm %} pour confirmer votre adresse{% endif %}. Elle montre votre progression, puis votre code dès que vous l’avez gagné. Cette page n’est qu’à vous\u00a0: ne transférez pas ce message.",
            Button("{{ private_link }}", "{% if must_confirm %}Confirmer mon adresse{% else %}Ouvrir ma page{% endif %}"),
            "Pour inviter vos proches, partagez ce lien\u00a0: <a href=\"{{social.Share Url}}\" style=\"color:{{ accent_color }};\">{{social.Share Url}}</a>",
            FrenchWhy, "Règlement de l’offre", "Confidentialité"),
        Text = Spaced("""
            Bienvenue{% if first_name != blank %}, {{ first_name }}{% endif %}

            Ouvrez votre page{% if must_confirm %} pour confirmer votre adresse{% endif %}.
            Elle montre votre progression, puis votre code dès que vous l’avez
            gagné. Cette page n’est qu’à vous : ne transférez pas ce message.

            {{ private_link }}

            Pour inviter vos proches, partagez ce lien :
            {{social.Share Url}}

            """) + Text(FrenchWhy, "Règlement de l’offre\u00a0: ", "Confidentialité\u00a0: "),
    };

    public static readonly MessageTemplate EnglishFulfillment = new()
    {
        Subject = "You earned it: {{ prize }}",
        Html = Html("en", "You did it{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Enough friends came through your link. You have earned: {{ prize }}.",
            Ticket("Your code"),
            "{% if promo_code != blank %}Enter the code at checkout, exactly as shown. It works once{% if last_day != blank %}, until {{ last_day }}{% endif %}.{% endif %}{% if shop_address != blank %} <a href=\"{{ shop_address }}\" style=\"color:{{ accent_color }};\">Go to the shop</a>{% endif %}",
            EnglishWhy, "Offer rules", "Privacy notice"),
        Text = """
            You did it{% if first_name != blank %}, {{ first_name }}{% endif %}

            Enough friends came through your link. You have earned: {{ prize }}.
            {% if promo_code != blank %}
            Your code, between the lines:

            --------------------------------
            {{social.Promo Code}}
            --------------------------------

            Enter it at checkout, exactly as shown. It works once{% if last_day != blank %},
            until {{ last_day }}{% endif %}.
            {% endif %}{{ shop_address }}

            """ + Text(EnglishWhy, "Offer rules: ", "Privacy notice: "),
    };

    public static readonly MessageTemplate FrenchFulfillment = new()
    {
        Subject = "C’est gagné\u00a0: {{ prize }}",
        Html = Html("fr", "C’est gagné{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Assez de proches sont venus par votre lien. Vous avez gagné\u00a0: {{ prize }}.",
            Ticket("Votre code"),
            "{% if promo_code != blank %}Saisissez le code au moment de payer, exactement comme ci-dessus. Il ne sert qu’une fois{% if last_day != blank %}, jusqu’au {{ last_day }}{% endif %}.{% endif %}{% if shop_address != blank %} <a href=\"{{ shop_address }}\" style=\"color:{{ accent_color }};\">Aller à la boutique</a>{% endif %}",
            FrenchWhy, "Règlement de l’offre", "Confidentialité"),
        Text = Spaced("""
            C’est gagné{% if first_name != blank %}, {{ first_name }}{% endif %}

            Assez de proches sont venus par votre lien. Vous avez gagné : {{ prize }}.
            {% if promo_code != blank %}
            Votre code, entre les lignes :

            --------------------------------
            {{social.Promo Code}}
            --------------------------------

            Saisissez-le au moment de payer, exactement comme ci-dessus.
            Il ne sert qu’une fois{% if last_day != blank %}, jusqu’au {{ last_day }}{% endif %}.
            {% endif %}{{ shop_address }}

            """) + Text(FrenchWhy, "Règlement de l’offre\u00a0: ", "Confidentialité\u00a0: "),
    };

    public static readonly MessageTemplate EnglishEntry = new()
    {
        Subject = "Confirm your entry",
        Html = Html("en", "One step left{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Open your page and confirm your entry: it counts from then on. The page shows your entries, and your code if you win. It is yours alone: do not forward this message.",
            Button("{{ private_link }}", "Open my page"),
            "To invite friends, share this link: <a href=\"{{social.Share Url}}\" style=\"color:{{ accent_color }};\">{{social.Share Url}}</a>",
            EnglishWhy, "Sweepstakes rules", "Privacy notice"),
        Text = """
            One step left{% if first_name != blank %}, {{ first_name }}{% endif %}

            Open your page and confirm your entry: it counts from then on. The
            page shows your entries, and your code if you win. It is yours
            alone: do not forward this message.

            {{ private_link }}

            To invite friends, share this link:
            {{social.Share Url}}

            """ + Text(EnglishWhy, "Sweepstakes rules: ", "Privacy notice: "),
    };

    public static readonly MessageTemplate FrenchEntry = new()
    {
        Subject = "Confirmez votre participation",
        Html = Html("fr", "Plus qu’une étape{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Ouvrez votre page et confirmez votre participation\u00a0: elle compte dès ce moment. La page montre vos chances, puis votre code si vous gagnez. Elle n’est qu’à vous\u00a0: ne transférez pas ce message.",
            Button("{{ private_link }}", "Ouvrir ma page"),
            "Pour inviter vos proches, partagez ce lien\u00a0: <a href=\"{{social.Share Url}}\" style=\"color:{{ accent_color }};\">{{social.Share Url}}</a>",
            FrenchWhy, "Règlement du tirage", "Confidentialité"),
        Text = Spaced("""
            Plus qu’une étape{% if first_name != blank %}, {{ first_name }}{% endif %}

            Ouvrez votre page et confirmez votre participation : elle compte dès
            ce moment. La page montre vos chances, puis votre code si vous
            gagnez. Elle n’est qu’à vous : ne transférez pas ce message.

            {{ private_link }}

            Pour inviter vos proches, partagez ce lien :
            {{social.Share Url}}

            """) + Text(FrenchWhy, "Règlement du tirage\u00a0: ", "Confidentialité\u00a0: "),
    };

    public static readonly MessageTemplate EnglishWin = Won(EnglishFulfillment, "You won: {{ prize }}",
        ("You did it", "You won"), ("Enough friends came through your link. You have earned: ", "You were drawn. Your prize: "), ("Offer rules", "Sweepstakes rules"));

    public static readonly MessageTemplate FrenchWin = Won(FrenchFulfillment, "Vous avez gagné\u00a0: {{ prize }}",
        ("Assez de proches sont venus par votre lien. Vous avez gagné", "Vous avez été tiré au sort. Votre récompense"), ("Règlement de l’offre", "Règlement du tirage"));

    /// <summary>What tells of a code tells of it alike, however it was won; only the occasion is another.</summary>
    private static MessageTemplate Won(MessageTemplate mail, string subject, params ReadOnlySpan<(string Goal, string Draw)> occasions)
    {
        foreach (var (goal, draw) in occasions)
            mail = mail with { Html = mail.Html.Replace(goal, draw, StringComparison.Ordinal), Text = mail.Text.Replace(goal, draw, StringComparison.Ordinal) };
        return mail with { Subject = subject };
    }

    private const string EnglishWhy = "You get this message because you signed up for “{{ headline }}”.";
    private const string FrenchWhy = "Vous recevez ce message parce que vous êtes inscrit à «\u00a0{{ headline }}\u00a0».";

    private static string Spaced(string french) => french.Replace(" :", "\u00a0:", StringComparison.Ordinal);

    private static string Button(string address, string text) => $$$"""
        <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="background:{{ accent_color }};border-radius:7px;"><a href="{{{address}}}" style="display:inline-block;padding:13px 22px;font-size:16px;line-height:20px;font-weight:bold;color:#ffffff;text-decoration:none;">{{{text}}}</a></td></tr></table>
        """;

    // pre-wrap, so that a code keeps its spaces.
    private static string Ticket(string caption) => $$$"""
        {% if promo_code != blank %}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="tick" style="background:#f6f4f8;border-left:4px solid {{ accent_color }};border-radius:8px;padding:22px 24px;">
          <span class="ink2" style="display:block;font-size:13px;line-height:18px;color:#514c5b;">{{{caption}}}</span>
          <span class="ink" style="display:block;padding-top:4px;font-family:Consolas,Menlo,'Liberation Mono',monospace;font-size:24px;line-height:30px;font-weight:bold;letter-spacing:1px;white-space:pre-wrap;color:#1d1a23;">{{social.Promo Code}}</span>
        </td></tr></table>{% endif %}
        """;

    private static string Text(string why, string rules, string privacy) => $$$"""

        --
        {{{why}}}
        {% if rules_url != blank %}{{{rules}}}{{ rules_url }}
        {% endif %}{% if privacy_url != blank %}{{{privacy}}}{{ privacy_url }}
        {% endif %}{{ postal_address }}
        """;

    private static string Html(string language, string title, string lead, string middle, string last, string why, string rules, string privacy) => $$$"""
        <!doctype html>
        <html lang="{{{language}}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <style>
          @media (max-width: 620px) { .pad { padding-left: 20px !important; padding-right: 20px !important; } }
          @media (prefers-color-scheme: dark) { .bg { background: #141217 !important; } .paper { background: #1c1a20 !important; } .ink { color: #f2f0f5 !important; } .ink2, .ink2 a { color: #c0bac9 !important; } .tick { background: #29262e !important; } }
        </style>
        </head>
        <body class="bg" style="margin:0;padding:0;background:#f6f4f8;">
        <table role="presentation" class="bg" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f6f4f8;">
        <tr><td align="center" style="padding:32px 12px;">
          <table role="presentation" class="paper" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:12px;font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;">
          <tr><td class="pad ink" style="padding:28px 40px 0;font-size:17px;font-weight:bold;color:#1d1a23;">{% if logo_url != blank %}<img src="{{ logo_url }}" alt="{{ organization }}" height="40" style="height:40px;width:auto;max-width:220px;border:0;">{% else %}{{ organization }}{% endif %}</td></tr>
          <tr><td class="pad ink" style="padding:32px 40px 0;color:#1d1a23;"><h1 style="margin:0;font-size:28px;line-height:34px;">{{{title}}}</h1></td></tr>
          <tr><td class="pad ink2" style="padding:12px 40px 0;font-size:16px;line-height:25px;color:#514c5b;">{{{lead}}}</td></tr>
          <tr><td class="pad" style="padding:28px 40px 0;">{{{middle}}}</td></tr>
          <tr><td class="pad ink2" style="padding:24px 40px 0;font-size:15px;line-height:23px;color:#514c5b;">{{{last}}}</td></tr>
          <tr><td class="pad ink2" style="padding:28px 40px 32px;font-size:13px;line-height:20px;color:#696473;">{{{why}}}{% if rules_url != blank %} <a href="{{ rules_url }}" style="color:{{ accent_color }};">{{{rules}}}</a>{% endif %}{% if privacy_url != blank %} · <a href="{{ privacy_url }}" style="color:{{ accent_color }};">{{{privacy}}}</a>{% endif %}<br>{{ postal_address }}</td></tr>
          </table>
        </td></tr>
        </table>
        </body>
        </html>
        """;
}
