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
            "Open your page to confirm your address. It shows your progress, and your code once you have earned it. The page is yours alone: do not forward this message.",
            Button("{{ private_link }}", "Open my page"),
            "To invite friends, share this link: <a href=\"{{social.Share Url}}\" style=\"color:#7d2463;\">{{social.Share Url}}</a>"),
        Text = """
            Welcome{% if first_name != blank %}, {{ first_name }}{% endif %}

            Open your page to confirm your address. It shows your progress, and
            your code once you have earned it. The page is yours alone: do not
            forward this message.

            {{ private_link }}

            To invite friends, share this link:
            {{social.Share Url}}
            """,
    };

    public static readonly MessageTemplate FrenchSignUp = new()
    {
        Subject = "Votre lien personnel",
        Html = Html("fr", "Bienvenue{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Ouvrez votre page pour confirmer votre adresse. Elle montre votre progression, puis votre code dès que vous l’avez gagné. Cette page n’est qu’à vous\u00a0: ne transférez pas ce message.",
            Button("{{ private_link }}", "Ouvrir ma page"),
            "Pour inviter vos amis, partagez ce lien\u00a0: <a href=\"{{social.Share Url}}\" style=\"color:#7d2463;\">{{social.Share Url}}</a>"),
        Text = """
            Bienvenue{% if first_name != blank %}, {{ first_name }}{% endif %}

            Ouvrez votre page pour confirmer votre adresse. Elle montre votre
            progression, puis votre code dès que vous l’avez gagné. Cette page
            n’est qu’à vous : ne transférez pas ce message.

            {{ private_link }}

            Pour inviter vos amis, partagez ce lien :
            {{social.Share Url}}
            """.Replace(" :", "\u00a0:", StringComparison.Ordinal),
    };

    public static readonly MessageTemplate EnglishFulfillment = new()
    {
        Subject = "Your code is here",
        Html = Html("en", "You did it{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Enough friends came through your link. Here is your code: {{ prize }}.",
            Ticket("Your code"),
            "Enter the code at checkout, exactly as shown. It works once.{% if shop_address != blank %} <a href=\"{{ shop_address }}\" style=\"color:#7d2463;\">Go to the shop</a>{% endif %}{% if last_day != blank %} Last day of use: {{ last_day }}.{% endif %}"),
        Text = """
            You did it{% if first_name != blank %}, {{ first_name }}{% endif %}

            Enough friends came through your link. Here is your code: {{ prize }}.

            Your code, between the lines:

            --------------------------------
            {{social.Promo Code}}
            --------------------------------

            Enter it at checkout, exactly as shown. It works once.
            {% if shop_address != blank %}{{ shop_address }}
            {% endif %}{% if last_day != blank %}Last day of use: {{ last_day }}
            {% endif %}
            """,
    };

    public static readonly MessageTemplate FrenchFulfillment = new()
    {
        Subject = "Votre code est arrivé",
        Html = Html("fr", "C’est gagné{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Assez d’amis sont venus par votre lien. Voici votre code\u00a0: {{ prize }}.",
            Ticket("Votre code"),
            "Saisissez le code au moment de payer, exactement comme ci-dessus. Il ne sert qu’une fois.{% if shop_address != blank %} <a href=\"{{ shop_address }}\" style=\"color:#7d2463;\">Aller à la boutique</a>{% endif %}{% if last_day != blank %} Dernier jour d’utilisation\u00a0: {{ last_day }}.{% endif %}"),
        Text = """
            C’est gagné{% if first_name != blank %}, {{ first_name }}{% endif %}

            Assez d’amis sont venus par votre lien. Voici votre code : {{ prize }}.

            Votre code, entre les lignes :

            --------------------------------
            {{social.Promo Code}}
            --------------------------------

            Saisissez-le au moment de payer, exactement comme ci-dessus.
            Il ne sert qu’une fois.
            {% if shop_address != blank %}{{ shop_address }}
            {% endif %}{% if last_day != blank %}Dernier jour d’utilisation : {{ last_day }}
            {% endif %}
            """.Replace(" :", "\u00a0:", StringComparison.Ordinal),
    };

    public static readonly MessageTemplate EnglishEntry = new()
    {
        Subject = "Confirm your entry",
        Html = Html("en", "One step left{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Open your page and confirm your entry: it counts from then on. The page shows your entries, and your code if you win. It is yours alone: do not forward this message.",
            Button("{{ private_link }}", "Open my page"),
            "To invite friends, share this link: <a href=\"{{social.Share Url}}\" style=\"color:#7d2463;\">{{social.Share Url}}</a>"),
        Text = """
            One step left{% if first_name != blank %}, {{ first_name }}{% endif %}

            Open your page and confirm your entry: it counts from then on. The
            page shows your entries, and your code if you win. It is yours
            alone: do not forward this message.

            {{ private_link }}

            To invite friends, share this link:
            {{social.Share Url}}
            """,
    };

    public static readonly MessageTemplate FrenchEntry = new()
    {
        Subject = "Confirmez votre participation",
        Html = Html("fr", "Plus qu’une étape{% if first_name != blank %}, {{ first_name }}{% endif %}",
            "Ouvrez votre page et confirmez votre participation\u00a0: elle compte dès ce moment. La page montre vos chances, puis votre code si vous gagnez. Elle n’est qu’à vous\u00a0: ne transférez pas ce message.",
            Button("{{ private_link }}", "Ouvrir ma page"),
            "Pour inviter vos amis, partagez ce lien\u00a0: <a href=\"{{social.Share Url}}\" style=\"color:#7d2463;\">{{social.Share Url}}</a>"),
        Text = """
            Plus qu’une étape{% if first_name != blank %}, {{ first_name }}{% endif %}

            Ouvrez votre page et confirmez votre participation : elle compte dès
            ce moment. La page montre vos chances, puis votre code si vous
            gagnez. Elle n’est qu’à vous : ne transférez pas ce message.

            {{ private_link }}

            Pour inviter vos amis, partagez ce lien :
            {{social.Share Url}}
            """.Replace(" :", "\u00a0:", StringComparison.Ordinal),
    };

    public static readonly MessageTemplate EnglishWin = Won(EnglishFulfillment, "You won",
        ("You did it", "You won"), ("Enough friends came through your link.", "You were drawn."));

    public static readonly MessageTemplate FrenchWin = Won(FrenchFulfillment, "Vous avez gagné",
        ("Assez d’amis sont venus par votre lien.", "Vous avez été tiré au sort."));

    /// <summary>What tells of a code tells of it alike, however it was won; only the occasion is another.</summary>
    private static MessageTemplate Won(MessageTemplate mail, string subject, params ReadOnlySpan<(string Goal, string Draw)> occasions)
    {
        foreach (var (goal, draw) in occasions)
            mail = mail with { Html = mail.Html.Replace(goal, draw, StringComparison.Ordinal), Text = mail.Text.Replace(goal, draw, StringComparison.Ordinal) };
        return mail with { Subject = subject };
    }

    private static string Button(string address, string text) => $"""
        <table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="background:#86296b;border-radius:7px;"><a href="{address}" style="display:inline-block;padding:13px 22px;font-size:16px;line-height:20px;font-weight:bold;color:#ffffff;text-decoration:none;">{text}</a></td></tr></table>
        """;

    // pre-wrap, so that a code keeps its spaces.
    private static string Ticket(string caption) => $$$"""
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td style="background:#faf0f6;border-radius:8px;padding:22px 24px;">
          <span style="display:block;font-size:13px;line-height:18px;color:#514c5b;">{{{caption}}}</span>
          <span style="display:block;padding-top:4px;font-family:Consolas,Menlo,'Liberation Mono',monospace;font-size:24px;line-height:30px;font-weight:bold;letter-spacing:1px;white-space:pre-wrap;color:#1d1a23;">{{social.Promo Code}}</span>
        </td></tr></table>
        """;

    private static string Html(string language, string title, string lead, string middle, string last) => $"""
        <!doctype html>
        <html lang="{language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        </head>
        <body style="margin:0;padding:0;background:#f6f4f8;">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f6f4f8;">
        <tr><td align="center" style="padding:32px 12px;">
          <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;background:#ffffff;border-radius:12px;font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;">
          <tr><td style="padding:32px 40px 0;color:#1d1a23;"><h1 style="margin:0;font-size:28px;line-height:34px;">{title}</h1></td></tr>
          <tr><td style="padding:12px 40px 0;font-size:16px;line-height:25px;color:#514c5b;">{lead}</td></tr>
          <tr><td style="padding:28px 40px 0;">{middle}</td></tr>
          <tr><td style="padding:24px 40px 32px;font-size:15px;line-height:23px;color:#514c5b;">{last}</td></tr>
          </table>
        </td></tr>
        </table>
        </body>
        </html>
        """;
}
