namespace PromoOffers.Domain.Offers;

/// <summary>
/// What a new offer begins with: every text and both e-mails in English and French, so that the prize, the goal and the rules are
/// all that is missing. The words suit any prize and any goal.
/// </summary>
public static class NewTerms
{
    /// <param name="firstLanguage">"en" or "fr": the default of the page.</param>
    public static OfferTerms Referral(string firstLanguage, string timeZone) => new()
    {
        Languages = firstLanguage == "fr" ? ["fr", "en"] : ["en", "fr"],
        TimeZone = timeZone,
        Referral = new ReferralTerms(),
        UsePromoCodes = true,
        Page = new Dictionary<string, PageTexts> { ["en"] = EnglishPage, ["fr"] = FrenchPage },
        SignUpEmail = new Dictionary<string, MessageTemplate> { ["en"] = NewMails.EnglishSignUp, ["fr"] = NewMails.FrenchSignUp },
        FulfillmentEmail = new Dictionary<string, MessageTemplate> { ["en"] = NewMails.EnglishFulfillment, ["fr"] = NewMails.FrenchFulfillment },
    };

    /// <param name="firstLanguage">"en" or "fr": the default of the page.</param>
    public static OfferTerms Sweepstakes(string firstLanguage, string timeZone) => Referral(firstLanguage, timeZone) with
    {
        Referral = null,
        Sweepstakes = new SweepstakesTerms(),
        Page = new Dictionary<string, PageTexts> { ["en"] = EnglishDraw, ["fr"] = FrenchDraw },
        SignUpEmail = new Dictionary<string, MessageTemplate> { ["en"] = NewMails.EnglishEntry, ["fr"] = NewMails.FrenchEntry },
        FulfillmentEmail = new Dictionary<string, MessageTemplate> { ["en"] = NewMails.EnglishWin, ["fr"] = NewMails.FrenchWin },
    };

    private static readonly PageTexts EnglishPage = new()
    {
        Headline = "Bring a friend",
        Description = "Sign up, share your link, and get a code by e-mail once enough friends have joined.",
        Button = "Get my link",
        Consent = "Send me news and offers by e-mail. I can stop them at any time.",
        ThankYou = "You are in. Share your link: every friend who signs up with it counts for you.",
        ShareMessage = "I like this shop. Join me with my link:",
    };

    private static readonly PageTexts FrenchPage = new()
    {
        Headline = "Parrainez vos amis",
        Description = "Inscrivez-vous, partagez votre lien et recevez un code par e-mail dès qu’assez d’amis vous ont rejoint.",
        Button = "Obtenir mon lien",
        Consent = "J’accepte de recevoir des nouvelles et des offres par e-mail. Je peux les arrêter à tout moment.",
        ThankYou = "Vous participez. Partagez votre lien\u00a0: chaque ami qui s’inscrit avec lui compte pour vous.",
        ShareMessage = "J’aime cette boutique. Rejoignez-moi avec mon lien\u00a0:",
    };

    private static readonly PageTexts EnglishDraw = EnglishPage with
    {
        Headline = "Enter and win",
        Description = "Enter the draw, confirm your address, and bring friends for more entries.",
        Button = "Enter the draw",
        ThankYou = "Almost in. We have sent you an e-mail: your entry counts once you confirm it there.",
        ShareMessage = "There is something to win here. Enter with my link:",
    };

    private static readonly PageTexts FrenchDraw = FrenchPage with
    {
        Headline = "Participez et gagnez",
        Description = "Participez au tirage, confirmez votre adresse et invitez vos amis pour augmenter vos chances.",
        Button = "Participer au tirage",
        ThankYou = "C’est presque fait. Nous vous avons envoyé un e-mail\u00a0: votre participation compte dès que vous la confirmez.",
        ShareMessage = "Il y a quelque chose à gagner ici. Participez avec mon lien\u00a0:",
    };
}
