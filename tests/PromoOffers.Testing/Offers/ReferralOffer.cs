using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Testing.Offers;

/// <summary>An approved referral offer, complete with texts in both languages.</summary>
public sealed record ReferralOffer
{
    public string Slug { get; init; } = "spring";
    public ReferralTerms Referral { get; init; } = new() { Count = 1 };
    public bool ConfirmAddress { get; init; } = true;
    public bool UsePromoCodes { get; init; }
    public FulfillmentDelivery Delivery { get; init; } = FulfillmentDelivery.Automatic;
    public DateTime? StartsAt { get; init; }
    public DateTime? EndsAt { get; init; }
    public IReadOnlyList<string> Languages { get; init; } = ["en", "fr"];
    public DateOnly? LastDay { get; init; }
    public CodeRules Rules { get; init; } = new();
    public string TimeZone { get; init; } = "Etc/UTC";

    private OfferTerms Terms => new()
    {
        Languages = Languages,
        Prize = new() { Kind = PrizeKind.Percent, Value = 20, Label = Both("20% off", "20 % de remise"), LastDay = LastDay },
        Rules = Rules,
        TimeZone = TimeZone,
        StartsAt = StartsAt,
        EndsAt = EndsAt,
        Referral = Referral,
        Form = new() { ConfirmAddress = ConfirmAddress },
        Page = new Dictionary<string, PageTexts>
        {
            ["en"] = new() { Headline = "Give 20%, get 20%", Description = "For you and a friend.", Button = "Get my link", Consent = "Send me news.", ShareMessage = "Have a look." },
            ["fr"] = new() { Headline = "Offrez 20 %", Description = "Pour vous et un proche.", Button = "Mon lien", Consent = "Des nouvelles.", ShareMessage = "Regardez." },
        },
        SignUpEmail = Mails("Your link"),
        FulfillmentEmail = Mails("{{social.Promo Code}}"),
        RulesLink = Both("https://example.com/rules", "https://example.com/reglement"),
        Delivery = Delivery,
        UsePromoCodes = UsePromoCodes,
    };

    /// <returns>The offer's key.</returns>
    /// <param name="with">What is otherwise in the terms.</param>
    public Task<int> Approved(IWrites writes, DateTime now, CancellationToken cancel, Func<OfferTerms, OfferTerms>? with = null) => writes.Run(async (db, stop) =>
    {
        var program = db.Add(new Program(Slug, now)).Entity;
        await db.SaveChangesAsync(stop);
        var offer = db.Add(new Offer(program.Id, Slug, Slug, OfferKind.Referral, with?.Invoke(Terms) ?? Terms, "Ann", now)).Entity;
        await db.SaveChangesAsync(stop);
        offer.Approve("Ann", now);
        db.Add(new OfferCounts(offer.Id));
        await db.SaveChangesAsync(stop);
        return offer.Id;
    }, cancel);

    /// <summary>Changes the offer where only its state matters.</summary>
    public static Task<int> Change(IWrites writes, int offerId, Action<Offer> change, CancellationToken cancel) => writes.Run(async (db, stop) =>
    {
        change(await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Id == offerId, stop));
        return 0;
    }, cancel);

    private static Dictionary<string, string> Both(string english, string french) => new() { ["en"] = english, ["fr"] = french };

    private static Dictionary<string, MessageTemplate> Mails(string text)
    {
        var mail = new MessageTemplate { Subject = text, Html = $"<p>{text}</p>", Text = text };
        return new() { ["en"] = mail, ["fr"] = mail };
    }
}
