using PromoOffers.Domain.Offers;
using PromoOffers.Web.Messaging;

namespace PromoOffers.Web.Tests.Messaging;

public sealed class RenderLetterTests
{
    private static readonly LetterData Data = new() { PromoCode = " A<B  C ", ShareUrl = "https://offers.example/r/x", FirstName = "Amélie & Co" };

    [Fact]
    public void The_two_tokens_of_Marketo_work_unchanged()
    {
        var letter = Render(text: "{{social.Promo Code}}|{{social.Share Url}}");
        Assert.Equal(" A<B  C |https://offers.example/r/x", letter.Text);
    }

    [Fact]
    public void Values_are_encoded_in_HTML_and_stand_as_they_are_in_subject_and_text()
    {
        var letter = Render("{{ first_name }}", "<p>{{ first_name }}</p>", "{{ first_name }}");
        Assert.Equal(("Amélie & Co", "Amélie & Co", "<p>Amélie &amp; Co</p>"), (letter.Subject, letter.Text, letter.Html));
    }

    [Fact]
    public void A_code_keeps_its_spaces_in_HTML()
    {
        var letter = Render(html: "<p>{{social.Promo Code}}</p>");
        Assert.Equal("<p><span style=\"white-space:pre-wrap\"> A&lt;B  C </span></p>", letter.Html);
    }

    [Fact]
    public void Within_a_tag_a_code_stays_what_it_is()
    {
        var letter = Render(html: "<a href=\"https://shop.example/?c={{ promo_code | url_encode }}\">Go</a>");
        Assert.DoesNotContain("span", letter.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hello\r\nBcc: all@example.org")]
    [InlineData("Hello{{ first_name }}\nX")]
    [InlineData("Hello\u2028X")]
    public void No_line_break_gets_into_the_subject(string subject) =>
        Assert.DoesNotContain(Render(subject).Subject, c => c is '\r' or '\n' or '\u2028');

    [Fact]
    public void A_template_that_is_no_Liquid_is_told_apart()
    {
        Assert.Throws<BadTemplate>(() => Render(text: "{% if first_name %}never ended"));
        Assert.NotNull(new RenderLetter().Problem("{{ first_name"));
        Assert.Null(new RenderLetter().Problem("{{social.Promo Code}}"));
    }

    private static Letter Render(string subject = "s", string html = "h", string text = "t") =>
        new RenderLetter().Run(new MessageTemplate { Subject = subject, Html = html, Text = text }, Data);
}
