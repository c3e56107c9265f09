using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants;

/// <summary>An offer as the public sees it: its approved terms in one language.</summary>
/// <param name="Language">One that the offer speaks.</param>
public sealed record PublicOffer(int Id, string Slug, string Name, OfferTerms Terms, Openness Openness, string Language, PublicFrame Frame)
{
    public bool IsOpen => Openness == Openness.Open;
    public PageTexts Page => Terms.Page.GetValueOrDefault(Language, new PageTexts());
    public string PrizeLabel => Terms.Prize.Label.GetValueOrDefault(Language, "");
    public ReferralTerms Referral => Terms.Referral!;

    /// <summary>Key of what the goal counts.</summary>
    public string UnitText => (Referral.Goal, Referral.Count) switch
    {
        (GoalType.ReferredSignUps, 1) => "Public.Friend",
        (GoalType.ReferredSignUps, _) => "Public.Friends",
        (GoalType.ReferredVisits, 1) => "Public.Visit",
        (GoalType.ReferredVisits, _) => "Public.Visits",
        (GoalType.CustomEvent, 1) => "Public.Step",
        (GoalType.CustomEvent, _) => "Public.Steps",
    };

    public bool IsDraw => Terms.Sweepstakes is not null;

    /// <summary>What the page asks for beside the address: where the rules name countries, the country too.</summary>
    public IReadOnlyList<PersonField> Fields => Terms.Sweepstakes is { Countries.Count: > 0 }
        ? [.. Terms.Form.Fields.Where(f => f.Name != "country"), new PersonField("country", Required: true)]
        : Terms.Form.Fields;

    /// <summary>Null: nobody approved an offer under this address.</summary>
    public static async Task<PublicOffer?> Find(PromoOffersDb db, string slug, string wanted, DateTime now, CancellationToken cancel)
    {
        var offer = await db.Offers.AsNoTracking().Include(o => o.Approved)
            .SingleOrDefaultAsync(o => o.Slug == slug, cancel);
        if (offer?.Approved is not { Terms: var terms }) return null;
        return await Shown(db, offer, terms, offer.OpennessAt(now), wanted, cancel);
    }

    /// <summary>The offer as these terms would have it, open or not.</summary>
    public static async Task<PublicOffer> Shown(
        PromoOffersDb db, Offer offer, OfferTerms terms, Openness openness, string? wanted, CancellationToken cancel)
    {
        var organization = await db.Organization.AsNoTracking()
            .Select(o => new { o.Name, o.PostalAddress, o.Accent, HasLogo = o.Logo != null }).SingleAsync(cancel);
        var language = terms.LanguageFor(wanted);
        return new(offer.Id, offer.Slug, offer.Name, terms, openness, language, new PublicFrame(organization.Name)
        {
            Logo = organization.HasLogo ? "~/brand/logo" : null,
            BrandCss = AccentColor.Read(organization.Accent) is { IsReadable: true } ? $"~/brand/{organization.Accent[1..].ToLowerInvariant()}.css" : null,
            PostalAddress = organization.PostalAddress is { Length: > 0 } address ? address : null,
            RulesLink = Link(terms.RulesLink, language),
            PrivacyLink = Link(terms.PrivacyLink, language),
            OtherLanguages = [.. terms.Languages.Where(l => l != language)],
        });
    }

    private static string? Link(IReadOnlyDictionary<string, string> links, string language) =>
        links.GetValueOrDefault(language) is { Length: > 0 } link ? link : null;
}

/// <summary>Shows a page in a language that the offer speaks, whatever the browser would like best.</summary>
public sealed class InLanguageOf(PublicOffer offer, ViewResult page) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        if (Texts.Languages.Contains(offer.Language)) CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(offer.Language);
        offer.Frame.StandsAround(page.ViewData);
        context.HttpContext.LetBeFramedBy([.. offer.Terms.Sharing.Origins.Where(o => WebAddress.Origin(o) == o)]);
        return page.ExecuteResultAsync(context);
    }
}
