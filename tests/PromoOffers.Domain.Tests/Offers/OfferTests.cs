using PromoOffers.Domain.Offers;

namespace PromoOffers.Domain.Tests.Offers;

public sealed class OfferTests
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_new_offer_lacks_prize_goal_and_rules_alone()
    {
        var missing = NewOffer(NewTerms.Referral("fr", "Europe/Paris")).Problems().Select(p => p.Field).Order();
        Assert.Equal(
            ["Prize.Label.en", "Prize.Label.fr", "Prize.Value", "Referral.Count", "RulesLink.en", "RulesLink.fr"], missing);
    }

    [Fact]
    public void An_offer_without_a_goal_cannot_be_approved()
    {
        var offer = NewOffer(Complete() with { Referral = new ReferralTerms() });
        Assert.Equal(new TermsProblem("Referral.Count", TermsProblemKind.Missing), Assert.Single(offer.Problems()));
        Assert.Throws<RuleBroken>(() => offer.Approve("Claire", Noon));
    }

    [Fact]
    public void The_name_of_an_offer_or_a_program_is_one_line()
    {
        var offer = NewOffer(Complete());
        offer.Rename("Spring\r\nsale\0");
        Assert.Equal("Spring sale", offer.Name);
        Assert.Equal("Spring sale", new Program("Spring\nsale", Noon).Name);
        Assert.Throws<RuleBroken>(() => offer.Rename("\u0007"));
    }

    [Fact]
    public void Promo_codes_are_refused_where_a_part_of_the_mail_does_not_write_the_code()
    {
        var mail = Complete().FulfillmentEmail["fr"] with { Text = "Bravo" };
        var offer = NewOffer(Complete() with { FulfillmentEmail = new Dictionary<string, MessageTemplate>(Complete().FulfillmentEmail) { ["fr"] = mail } });
        Assert.Equal(new TermsProblem("FulfillmentEmail.fr.Text", TermsProblemKind.NoToken), Assert.Single(offer.Problems()));
    }

    [Fact]
    public void What_was_approved_holds_while_the_next_draft_is_edited()
    {
        var offer = NewOffer(Complete());
        offer.Approve("Claire", Noon);
        var draft = offer.Edit("Omar", Noon);
        draft.Save(draft.Terms with { UsePromoCodes = false }, draft.Version, "Omar", Noon);
        Assert.True(offer.Approved!.Terms.UsePromoCodes);
        offer.DiscardDraft();
        Assert.Null(offer.Draft);
    }

    [Fact]
    public void The_goal_and_the_zone_are_fixed_after_the_first_approval()
    {
        var offer = NewOffer(Complete());
        offer.Approve("Claire", Noon);
        var draft = offer.Edit("Claire", Noon);
        draft.Save(draft.Terms with { TimeZone = "Europe/Rome", Referral = draft.Terms.Referral! with { Goal = GoalType.ReferredVisits } }, 1, "Claire", Noon);
        Assert.Equal(["TimeZone", "Referral.Goal"], offer.Problems().Where(p => p.Kind == TermsProblemKind.FixedAfterApproval).Select(p => p.Field));
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00")] // The clocks of Paris go from 2 to 3: the first valid instant.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30")] // They say 2:30 twice: the earlier one.
    [InlineData("2026-07-01T12:00", "2026-07-01T10:00")]
    public void What_a_clock_says_is_one_instant(string local, string utc) =>
        Assert.Equal(
            DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture),
            ZoneTime.ToUtc(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")));

    [Theory]
    [InlineData("Café Lumière: –20 %", "cafe-lumiere-20")]
    [InlineData("!!", "offer")]
    public void An_address_is_made_of_letters_and_digits(string name, string slug) => Assert.Equal(slug, Slug.From(name));

    [Fact]
    public void An_address_that_is_taken_gets_a_number() =>
        Assert.Equal("spring-3", Slug.Free("spring", ((string[])["spring", "spring-2"]).Contains));

    private static Offer NewOffer(OfferTerms terms) => new(1, "Bring a friend", "bring-a-friend", OfferKind.Referral, terms, "Claire", Noon);

    private static OfferTerms Complete() => NewTerms.Referral("en", "Europe/Paris") with
    {
        Prize = new Prize { Value = 20, Label = new Dictionary<string, string> { ["en"] = "20% off", ["fr"] = "20 % de remise" } },
        Referral = new ReferralTerms { Count = 5 },
        RulesLink = new Dictionary<string, string> { ["en"] = "https://shop.example/rules", ["fr"] = "https://shop.example/reglement" },
    };
}
