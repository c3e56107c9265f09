using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Tests.Redemptions;

namespace PromoOffers.Web.Tests.Offers;

/// <summary>From an empty list to an approved offer, by the forms alone.</summary>
public sealed partial class EditingTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync() => browser = await site.SignedIn(BuiltInRoles.MarketingUser);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_marketer_makes_an_offer_completes_its_draft_and_approves_it()
    {
        var draft = await NewOffer();
        var missing = await browser.Submit(draft, Details(1), $"{draft}/OfferDetails/approve");
        var problems = await browser.GetStringAsync(missing.Headers.Location!.ToString());
        Assert.Contains("Form_Texts_en__RulesLink", problems, StringComparison.Ordinal);
        Assert.DoesNotContain("Form_Count\"", Problems().Match(problems).Value, StringComparison.Ordinal);

        var approved = await browser.Submit($"{draft}/Rules", Rules(2), $"{draft}/Rules/approve");
        Assert.Equal(draft[..^"/draft".Length], approved.Headers.Location!.ToString());
        var list = await browser.GetStringAsync("/activities");
        Assert.Contains("Bring a friend", list, StringComparison.Ordinal);
        Assert.Contains("chip-approved", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_for_an_empty_message_is_the_message_as_it_was_written()
    {
        var draft = await NewOffer();
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"{draft}/Sharing"));
        Assert.Contains("placeholder=\"J’aime cette boutique. Rejoignez-moi avec mon lien\u00a0:\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9999-12-31T23:59")]
    [InlineData("0001-01-01T00:00")]
    public async Task A_date_at_the_ends_of_the_calendar_is_told_beside_its_field(string date)
    {
        var draft = await NewOffer();
        var form = Details(1);
        form["Form.StartsAt"] = date;
        var answer = await browser.Submit(draft, form, $"{draft}/OfferDetails");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("id=\"Form_StartsAt-error\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("en%26mail=1")]
    [InlineData("en%0d%0aX-Evil:1")]
    public async Task A_sample_in_a_language_that_the_offer_does_not_speak_is_not_there(string language)
    {
        var draft = await NewOffer();
        var sample = $"{draft[..^"/draft".Length]}/emails/sample/SignUp/{language}";
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"{sample}/html")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Submit(draft, [], $"{sample}?editing=true")).StatusCode);
    }

    [Fact]
    public async Task Who_edits_an_older_version_is_told_and_nothing_is_overwritten()
    {
        var draft = await NewOffer();
        await browser.Submit(draft, Details(1), $"{draft}/OfferDetails");
        var late = Details(1);
        late["Form.ShopAddress"] = "https://late.example/";
        var answer = await browser.Submit(draft, late, $"{draft}/OfferDetails");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("https://late.example/", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("https://late.example/", await browser.GetStringAsync(draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_told_of_another_version_may_save_over_it_knowingly()
    {
        var draft = await NewOffer();
        await browser.Submit(draft, Details(1), $"{draft}/OfferDetails");
        var late = Details(1);
        late["Form.ShopAddress"] = "https://late.example/";
        late["over"] = "2";
        await browser.Submit(draft, late, $"{draft}/OfferDetails");
        Assert.Contains("https://late.example/", await browser.GetStringAsync(draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_the_offer_stops_speaking_keeps_its_texts()
    {
        var draft = await NewOffer();
        await browser.Submit($"{draft}/Advanced", new() { ["Form.Version"] = "1", ["Form.Languages"] = "en" }, $"{draft}/Advanced");
        await browser.Submit($"{draft}/SignUpPage", new() { ["Form.Version"] = "2", ["Form.Texts[en].Headline"] = "Come along" }, $"{draft}/SignUpPage");
        await browser.Submit($"{draft}/Advanced", new() { ["Form.Version"] = "3", ["Form.Languages"] = "en,fr" }, $"{draft}/Advanced");
        var page = await browser.GetStringAsync($"{draft}/SignUpPage");
        Assert.Contains("Come along", page, StringComparison.Ordinal);
        Assert.Contains("Parrainez vos amis", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignUp")]
    [InlineData("Thanks")]
    [InlineData("Own")]
    [InlineData("Earned", "SAMPLE-CODE")]
    public async Task The_preview_is_the_public_page_as_the_draft_would_have_it_and_sends_nothing(string of, string shown = "<h1")
    {
        var draft = await NewOffer();
        await browser.Submit(draft, Details(1), $"{draft}/OfferDetails");
        var answer = await browser.GetAsync($"{draft}/page?of={of}&lang=fr");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(shown, page, StringComparison.Ordinal);
        Assert.Contains("lang=\"fr\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("visit.js", page, StringComparison.Ordinal);
        Assert.Contains("form-action 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_names_what_mails_do_not_know_keeps_the_draft_from_being_approved()
    {
        var draft = await NewOffer();
        await browser.Submit(draft, Details(1), $"{draft}/OfferDetails");
        await browser.Submit($"{draft}/Rules", Rules(2), $"{draft}/Rules");
        var mail = new Dictionary<string, string>
        {
            ["Form.Version"] = "3",
            ["mail"] = "SignUpEmail",
            ["language"] = "fr",
            ["Form.Texts[fr].SignUpEmail.Subject"] = "Bonjour {{ first_nam }}",
            ["Form.Texts[fr].SignUpEmail.Html"] = "<p>{{ private_link }}</p>",
            ["Form.Texts[fr].SignUpEmail.Text"] = "{{ private_link }}",
        };
        var refused = await browser.Submit($"{draft}/Emails", mail, $"{draft}/Emails/approve");
        Assert.Equal($"{draft}/Emails?problems=True&mail=SignUpEmail&language=fr", refused.Headers.Location!.ToString());
        var page = await browser.GetStringAsync(refused.Headers.Location);
        Assert.Contains("first_nam”", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("mail=SignUpEmail&amp;language=fr#Form_Texts_fr__SignUpEmail_Subject", page, StringComparison.Ordinal);

        mail["Form.Version"] = "4";
        mail["Form.Texts[fr].SignUpEmail.Subject"] = "Bonjour {{ first_name }}";
        var approved = await browser.Submit($"{draft}/Emails", mail, $"{draft}/Emails/approve");
        Assert.Equal(draft[..^"/draft".Length], approved.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_rules_of_the_codes_are_kept_as_typed_and_judged_on_approval()
    {
        var draft = await NewOffer();
        var details = Details(1);
        details["Form.LastDay"] = "2027-01-31";
        details["Form.Code.FirstDay"] = "2027-02-01";
        details["Form.Code.DaysAfterSending"] = "0";
        details["Form.Code.MinimumAmount"] = "49,90";
        details["Form.Code.OnlyByHolder"] = "true";
        var refused = await browser.Submit(draft, details, $"{draft}/OfferDetails/approve");
        var problems = Problems().Match(await browser.GetStringAsync(refused.Headers.Location)).Value;
        foreach (var field in (string[])["Form_LastDay", "Form_Code_DaysAfterSending", "Form_Code_MinimumCurrency"])
            Assert.Contains($"#{field}\"", problems, StringComparison.Ordinal);

        details["Form.Version"] = "2";
        details["Form.Code.FirstDay"] = "2026-12-01";
        details["Form.Code.DaysAfterSending"] = "30";
        details["Form.Code.MinimumCurrency"] = "eur";
        await browser.Submit(draft, details, $"{draft}/OfferDetails");
        await browser.Submit($"{draft}/Rules", Rules(3), $"{draft}/Rules/approve");
        var approved = await site.Read(db => db.Offers.Include(o => o.Approved).SingleAsync());
        Assert.Equal(
            new CodeRules { FirstDay = new DateOnly(2026, 12, 1), DaysAfterSending = 30, MinimumAmount = 4_990, Currency = "EUR", OnlyByHolder = true },
            approved.Approved!.Terms.Rules);
    }

    [Fact]
    public async Task A_minimum_that_is_no_number_is_said_and_the_draft_keeps_its_own()
    {
        var draft = await NewOffer();
        var details = Details(1);
        details["Form.Code.MinimumAmount"] = "much";
        var answer = await browser.Submit(draft, details, $"{draft}/OfferDetails");
        Assert.Contains("Form_Code_MinimumAmount-error", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_are_uploaded_under_a_heading_that_says_so()
    {
        var draft = await NewOffer();
        Assert.Contains("<h3 id=\"upload\">Upload Codes</h3>", await browser.GetStringAsync($"{draft}/OfferDetails"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_of_an_offer_that_is_not_there_any_more_is_said_once()
    {
        const string Said = "This offer or program no longer exists.";
        var draft = await NewOffer();
        var gone = await browser.Submit(draft, [], "/activities/offers/AAAAAAAAAAAAAAAAAAAAAA/delete");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Contains(Said, await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Said, await browser.GetStringAsync("/activities"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_goal_by_custom_event_names_the_event_and_says_how_to_report_it()
    {
        var draft = await NewOffer();
        var details = Details(1);
        details["Form.Goal"] = "CustomEvent";
        var refused = await browser.Submit(draft, details, $"{draft}/OfferDetails/approve");
        Assert.Contains("#Form_Event\"", Problems().Match(await browser.GetStringAsync(refused.Headers.Location)).Value, StringComparison.Ordinal);
        details["Form.Version"] = "2";
        details["Form.Event"] = " first-purchase ";
        await browser.Submit(draft, details, $"{draft}/OfferDetails");
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"{draft}/OfferDetails"));
        Assert.Contains("\"event\":\"first-purchase\"", page, StringComparison.Ordinal);
        await browser.Submit($"{draft}/Rules", Rules(3), $"{draft}/Rules/approve");

        var offer = await site.Read(db => db.Offers.Include(o => o.Approved).SingleAsync());
        Assert.Equal("first-purchase", offer.Approved!.Terms.Referral!.Event);
        Assert.Contains("steps", await browser.GetStringAsync($"/o/{offer.Slug}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_mail_shows_the_draft_and_leads_back_to_it()
    {
        var draft = await NewOffer();
        var sent = await browser.Submit($"{draft}/Emails?mail=FulfillmentEmail&language=fr", [], $"{draft[..^"/draft".Length]}/emails/sample/Fulfillment/fr?editing=true");
        Assert.Equal($"{draft}/Emails?mail=FulfillmentEmail&language=fr", sent.Headers.Location!.ToString());
        Assert.Contains("SAMPLE-CODE", await browser.GetStringAsync(sent.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_is_told_the_version_that_its_save_has_made()
    {
        var draft = await NewOffer();
        browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var answer = await browser.Submit(draft, Details(1), $"{draft}/OfferDetails");
        Assert.Equal(2, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("SignUpPage")]
    [InlineData("OfferDetails")]
    [InlineData("Sharing")]
    [InlineData("Rules")]
    [InlineData("Emails")]
    [InlineData("Advanced")]
    [InlineData("preview")]
    public async Task Every_page_of_the_editor_opens_in_both_languages(string page)
    {
        var draft = await NewOffer();
        foreach (var language in (string[])["en", "fr"])
        {
            browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync($"{draft}/{page}")).StatusCode);
            browser.DefaultRequestHeaders.AcceptLanguage.Clear();
        }
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_no_editing()
    {
        var draft = await NewOffer();
        using var analyst = await site.SignedIn(BuiltInRoles.AnalyticsUser);
        Assert.Equal(HttpStatusCode.Forbidden, (await analyst.GetAsync(draft)).StatusCode);
        var list = await analyst.GetStringAsync("/activities");
        Assert.Contains("Bring a friend", list, StringComparison.Ordinal);
        Assert.DoesNotContain("/draft", list, StringComparison.Ordinal);
        Assert.DoesNotContain("/activities/offers/new", list, StringComparison.Ordinal);
    }

    private async Task<string> NewOffer()
    {
        await browser.Submit("/activities/programs/new", new() { ["Name"] = "Winter" }, "/activities/programs");
        var form = await browser.GetStringAsync("/activities/offers/new");
        var program = ProgramOption().Match(form).Groups[1].Value;
        var made = await browser.Submit("/activities/offers/new", new() { ["Form.Name"] = "Bring a friend", ["Form.Program"] = program }, "/activities/offers");
        return made.Headers.Location!.ToString();
    }

    private static Dictionary<string, string> Details(int version) => new()
    {
        ["Form.Version"] = $"{version}",
        ["Form.PrizeKind"] = "Percent",
        ["Form.PrizeValue"] = "20",
        ["Form.Texts[en].Label"] = "20% off",
        ["Form.Texts[fr].Label"] = "20 % de remise",
        ["Form.Goal"] = "ReferredSignUps",
        ["Form.Count"] = "5",
        ["Form.AwardsPerParticipant"] = "1",
        ["Form.TimeZone"] = "Europe/Paris",
        ["Form.EndsAt"] = "2099-12-31T23:59",
        ["Form.Delivery"] = "Automatic",
        ["Form.UsePromoCodes"] = "true",
    };

    private static Dictionary<string, string> Rules(int version) => new()
    {
        ["Form.Version"] = $"{version}",
        ["Form.Texts[en].RulesLink"] = "https://shop.example/rules",
        ["Form.Texts[fr].RulesLink"] = "https://shop.example/reglement",
    };

    [GeneratedRegex("<option[^>]*value=\"([A-Za-z0-9_-]{22})\"")]
    private static partial Regex ProgramOption();

    [GeneratedRegex("id=\"problems\".*?</ul>", RegexOptions.Singleline)]
    private static partial Regex Problems();
}
