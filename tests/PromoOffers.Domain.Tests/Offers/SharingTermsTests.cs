using PromoOffers.Domain.Offers;

namespace PromoOffers.Domain.Tests.Offers;

public sealed class SharingTermsTests
{
    private const string Shop = "https://www.shop.example";

    [Fact]
    public void A_link_leads_to_the_offers_own_page_unless_another_is_named() => Assert.Null(new SharingTerms().Leads("abc"));

    [Theory]
    [InlineData("https://www.shop.example/coffee", "https://www.shop.example/coffee?r=abc")]
    [InlineData("https://www.shop.example/coffee?a=1#top", "https://www.shop.example/coffee?a=1&r=abc#top")]
    [InlineData("http://localhost:8080", "http://localhost:8080/?r=abc")]
    [InlineData("https://café.example/thé", "https://xn--caf-dma.example/th%C3%A9?r=abc")]
    public void A_link_that_leads_elsewhere_names_its_owner(string address, string leads) =>
        Assert.Equal(leads, new SharingTerms { Target = ShareTarget.External, Address = address }.Leads("abc")!.AbsoluteUri);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript://www.shop.example/%0aalert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("//www.shop.example")]
    [InlineData("www.shop.example")]
    [InlineData("https://www.shop.example/\r\nSet-Cookie: a=b")]
    [InlineData("https://www.shop.example@evil.example/")]
    [InlineData("file:///etc/passwd")]
    public void An_address_that_is_no_web_address_is_refused_and_leads_nowhere(string address)
    {
        var sharing = new SharingTerms { Target = ShareTarget.External, Address = address };
        Assert.Equal([new("Sharing.Address", TermsProblemKind.BadAddress)], Problems(sharing));
        Assert.Null(sharing.Leads("abc"));
    }

    [Fact]
    public void Whoever_names_another_page_says_which() =>
        Assert.Equal([new("Sharing.Address", TermsProblemKind.Missing)], Problems(new() { Target = ShareTarget.External }));

    [Fact]
    public void A_page_with_the_embed_code_is_on_a_site_that_may_show_the_offer()
    {
        var sharing = new SharingTerms { Target = ShareTarget.EmbeddingPage, Address = $"{Shop}/coffee" };
        Assert.Equal([new("Sharing.Address", TermsProblemKind.NotAnOrigin)], Problems(sharing));
        Assert.Empty(Problems(sharing with { Origins = [Shop] }));
    }

    [Theory]
    [InlineData("https://www.shop.example/")]
    [InlineData("https://www.shop.example/coffee")]
    [InlineData("https://*.shop.example")]
    [InlineData("https://www.shop.example; script-src *")]
    [InlineData("https://www.shop.example 'unsafe-inline'")]
    [InlineData("*")]
    [InlineData("'self'")]
    [InlineData("https:")]
    [InlineData("ftp://www.shop.example")]
    [InlineData("HTTPS://WWW.SHOP.EXAMPLE")]
    [InlineData("https://café.example")]
    public void What_is_no_origin_is_refused(string origin) =>
        Assert.Equal([new("Sharing.Origins", TermsProblemKind.BadOrigin, origin)], Problems(new() { Origins = [Shop, origin] }));

    [Theory]
    [InlineData("https://www.shop.example")]
    [InlineData("http://localhost:8080")]
    [InlineData("https://xn--caf-dma.example")]
    public void An_origin_is_taken(string origin) => Assert.Empty(Problems(new() { Origins = [origin] }));

    [Fact]
    public void A_network_without_a_message_of_its_own_has_the_one_for_all()
    {
        var page = new PageTexts { ShareMessage = "Have a look.", ShareMessages = new Dictionary<string, string> { ["X"] = "Look!" } };
        Assert.Equal(("Look!", "Have a look."), (page.MessageFor(ShareNetwork.X), page.MessageFor(ShareNetwork.WhatsApp)));
    }

    private static List<TermsProblem> Problems(SharingTerms sharing) =>
        [.. TermsCheck.Problems(OfferKind.Referral, new OfferTerms { Sharing = sharing }, null).Where(p => p.Field.StartsWith("Sharing", StringComparison.Ordinal))];
}
