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

    [Theory]
    [InlineData("<p>Code: {{social.Promo Code}} -> shop</p>")]
    [InlineData("<p title=\"a > b\">1 < 2: {{ promo_code }}</p>")]
    [InlineData("{{ promo_code }}>")]
    public void A_bracket_elsewhere_in_the_text_does_not_cost_a_code_its_spaces(string html) =>
        Assert.Contains("<span style=\"white-space:pre-wrap\"> A&lt;B  C </span>", Render(html: html).Html, StringComparison.Ordinal);

    [Theory]
    [InlineData("Your code: {{social.Promo Code}}", true)]
    [InlineData("{% if first_name != blank %}{{ first_name }}, {{ promo_code }}{% else %}{{ promo_code }}{% endif %}", true)]
    [InlineData("Your code: {social.Promo Code}", false)]
    [InlineData("<p class=\"promo_code\">Your promo_code below</p>", false)]
    [InlineData("{% comment %}{{social.Promo Code}}{% endcomment %}", false)]
    [InlineData("{% raw %}{{social.Promo Code}}{% endraw %}", false)]
    [InlineData("{% if false %}{{ promo_code }}{% endif %}", false)]
    [InlineData("<!-- {{ promo_code }} -->", false)]
    [InlineData("{% if first_name != blank %}{{ promo_code }}{% endif %}", false)]
    [InlineData("{{ promo_code | downcase }}", false)]
    public void A_mail_that_would_not_say_the_code_is_not_approved(string part, bool saysIt)
    {
        var terms = NewTerms.Referral("en", "Etc/UTC") with { UsePromoCodes = true };
        terms = terms with { FulfillmentEmail = new Dictionary<string, MessageTemplate> { ["en"] = new() { Subject = "s", Html = part, Text = part } } };
        var problems = new CheckMails(new RenderLetter()).Problems(terms).Where(p => p.Kind == TermsProblemKind.NoToken).Select(p => p.Field);
        Assert.Equal(saysIt ? [] : ["FulfillmentEmail.en.Html", "FulfillmentEmail.en.Text"], problems);
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

    /// <summary>Each would take all memory, all time or the whole stack of the server.</summary>
    public static TheoryData<string> Bombs => new(
        "{% for i in (1..1000000000) %}x{% endfor %}",
        "{{ (1..1000000000) | size }}",
        "{% if (1..1000000000) contains 1 %}{% endif %}",
        "{% tablerow i in (1..1000000000) %}x{% endtablerow %}",
        "{% assign a = 'x' %}" + string.Concat(Enumerable.Repeat("{% assign a = a | append: a %}", 100)) + "{{ a }}",
        string.Concat(Enumerable.Repeat("{% capture a %}{{ a }}{{ a }}{% endcapture %}", 100)),
        "{{ 'aaaaaaaaaa' " + string.Concat(Enumerable.Repeat("| replace: 'a', 'aaaaaaaaaa' ", 9)) + "}}",
        "{{ 'now' | date: '%999999999Y' }}",
        "{% include '../../secret' %}",
        "{% liquid for i in (1..1000000000)\necho i\nendfor %}",
        string.Concat(Enumerable.Repeat("{% if goal %}", 20_000)) + string.Concat(Enumerable.Repeat("{% endif %}", 20_000)),
        "{{ goal" + string.Concat(Enumerable.Repeat("[goal", 20_000)) + new string(']', 20_000) + " }}",
        "{% if goal" + string.Concat(Enumerable.Repeat(" or goal", 20_000)) + " %}{% endif %}",
        string.Concat(Enumerable.Repeat("{{ goal }}", 20_000)));

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_template_that_would_take_the_server_down_is_refused_when_it_is_checked_and_when_it_is_written(string bomb)
    {
        Assert.NotNull(new RenderLetter().Problem(bomb));
        Assert.Throws<BadTemplate>(() => Render(text: bomb));
    }

    [Fact]
    public void Conditions_and_filters_of_a_value_are_understood()
    {
        var letter = Render(text: "{% if first_name contains 'A' %}{{ first_name | upcase | append: '!' }}{% else %}{{ email | default: 'you' }}{% endif %}{% unless email contains '@' %}.{% endunless %}");
        Assert.Equal("AMÉLIE & CO!.", letter.Text);
    }

    [Fact]
    public void The_postal_address_stands_at_the_foot_of_a_mail_that_does_not_say_it()
    {
        var address = Data with { PostalAddress = "12 Harbour Street <Halifax>" };
        var letter = new RenderLetter().Run(new MessageTemplate { Subject = "s", Html = "<body><p>h</p></body>", Text = "t" }, address);
        Assert.EndsWith("12 Harbour Street <Halifax>\n", letter.Text, StringComparison.Ordinal);
        Assert.EndsWith("12 Harbour Street &lt;Halifax&gt;</p></body>", letter.Html, StringComparison.Ordinal);
        var said = new RenderLetter().Run(new MessageTemplate { Html = "{{ postal_address }}", Text = "{{ postal_address }}" }, address);
        Assert.Equal(("12 Harbour Street <Halifax>", "12 Harbour Street &lt;Halifax&gt;"), (said.Text, said.Html));
    }

    [Theory]
    [InlineData("{{ first_nam }}", "first_nam")]
    [InlineData("{% if frst_name %}{{ email }}{% endif %}", "frst_name")]
    [InlineData("{% if first_name != blank %}{{social.Promo Code}} {{social.Share Url}}{% endif %}", null)]
    public void A_name_that_mails_do_not_know_is_found(string template, string? unknown) =>
        Assert.Equal(unknown is null ? [] : [unknown], new RenderLetter().UnknownNames(template));

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void The_mails_of_a_new_offer_use_known_names_and_carry_code_links_and_address(string language)
    {
        var terms = NewTerms.Referral(language, "Etc/UTC");
        Assert.Empty(new CheckMails(new RenderLetter()).Problems(terms));
        Assert.Empty(new CheckMails(new RenderLetter()).Problems(NewTerms.Sweepstakes(language, "Etc/UTC")));
        var data = Data with { PrivateUrl = "https://offers.example/o/x/me?t=1", PostalAddress = "12 Harbour Street", Prize = "20%", LastDay = "31 May", MustConfirm = true };
        var signUp = new RenderLetter().Run(terms.SignUpEmail[language], data);
        Assert.All([signUp.Html, signUp.Text], part => Assert.Contains(data.PrivateUrl, part, StringComparison.Ordinal));
        Assert.All([signUp.Html, signUp.Text], part => Assert.Contains(data.ShareUrl, part, StringComparison.Ordinal));
        var reward = new RenderLetter().Run(terms.FulfillmentEmail[language], data);
        Assert.Contains("\n A<B  C \n", reward.Text, StringComparison.Ordinal);
        Assert.Contains(" A&lt;B  C ", reward.Html, StringComparison.Ordinal);
        Assert.All([signUp, reward], letter => Assert.DoesNotContain("{", letter.Subject + letter.Text, StringComparison.Ordinal));
        Assert.All([signUp.Html, signUp.Text, reward.Html, reward.Text], part => Assert.Contains("12 Harbour Street", part, StringComparison.Ordinal));
    }

    private static Letter Render(string subject = "s", string html = "h", string text = "t") =>
        new RenderLetter().Run(new MessageTemplate { Subject = subject, Html = html, Text = text }, Data);
}
