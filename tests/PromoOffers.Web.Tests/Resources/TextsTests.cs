using System.Globalization;
using Microsoft.AspNetCore.Html;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Tests.Resources;

public sealed class TextsTests
{
    private readonly Texts _english = new Texts(refuseMissing: true).In("en");
    private readonly Texts _french = new Texts(refuseMissing: true).In("fr");

    [Fact]
    public void A_text_is_that_of_the_language() =>
        Assert.Equal(("Sign out", "Se déconnecter"), (_english["Shared.SignOut"], _french["Shared.SignOut"]));

    [Fact]
    public void The_language_is_that_of_the_request()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-CA");
            Assert.Equal("Se déconnecter", new Texts(refuseMissing: true)["Shared.SignOut"]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Numbers_in_a_text_are_grouped_as_the_language_does_it() =>
        Assert.Equal(
            ("1–50 of 4,870", "1–50 sur 4\u202f870"),
            (_english["Shared.RangeOf", 1, 50, 4870], _french["Shared.RangeOf", 1, 50, 4870]));

    [Fact]
    public void A_missing_key_is_refused() => Assert.Throws<KeyNotFoundException>(() => _english["Shared.NoSuchThing"]);

    [Fact]
    public void A_missing_key_shows_itself_in_production() =>
        Assert.Equal("Shared.NoSuchThing", new Texts(refuseMissing: false)["Shared.NoSuchThing"]);

    [Fact]
    public void A_key_of_no_feature_is_missing() => Assert.False(_english.Has("Nowhere.Save") || _english.Has("Save"));

    [Fact]
    public void A_time_without_its_zone_is_refused() =>
        Assert.Throws<ArgumentException>(() => _english["Shared.RangeOf", DateTime.UnixEpoch, 2, 3]);

    [Fact]
    public void What_a_text_is_given_is_encoded_unless_it_is_markup()
    {
        var html = _english.Html("Shared.RangeOf", "<script>", new HtmlString("<b>2</b>"), 3);
        using var writer = new StringWriter();
        html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        Assert.Equal("&lt;script&gt;–<b>2</b> of 3", writer.ToString());
    }
}
