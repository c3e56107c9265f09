using System.Globalization;
using PromoOffers.Testing.Draws;
using PromoOffers.Web.Features.Draws;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Tests.Draws;

public sealed class VerifyDrawCommandTests : IDisposable
{
    private static readonly SampleDraw Draw = new();

    private readonly string folder = Directory.CreateTempSubdirectory("promooffers-verify-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_draw_that_holds_ends_with_0_and_shows_what_to_compare()
    {
        var (code, output, _) = Run(Write("c.json", Draw.Certificate), Write("l.txt", Draw.List));
        Assert.Equal(0, code);
        Assert.Contains("The draw holds", output, StringComparison.Ordinal);
        Assert.Contains("public before the first entry: ", output, StringComparison.Ordinal);
        Assert.Contains("drand 4242424", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_public_value_it_says_what_is_not_proved()
    {
        var draw = new SampleDraw(publicValue: null);
        var (code, output, _) = Run(Write("c.json", draw.Certificate), Write("l.txt", draw.List));
        Assert.Equal(0, code);
        Assert.Contains("the operator could have known its result", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_field_ends_with_1_and_is_named()
    {
        var (code, output, _) = Run(Write("c.json", Tampering.Changed(Draw.Certificate, "finalizedAt")), Write("l.txt", Draw.List));
        Assert.Equal(1, code);
        Assert.Contains("The field finalizedAt of the certificate was changed", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_line_ends_with_1_and_is_named()
    {
        var (code, output, _) = Run(Write("c.json", Draw.Certificate), Write("l.txt", Draw.List.Replace("entry-00004", "entry-0000x", StringComparison.Ordinal)));
        Assert.Equal(1, code);
        Assert.Contains("Line that was changed: 5", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_exchanged_files_do_not_hold() =>
        Assert.Equal(1, Run(Write("l.txt", Draw.List), Write("c.json", Draw.Certificate)).Code);

    [Theory]
    [InlineData]
    [InlineData("c.json")]
    [InlineData("c.json", "l.txt", "more")]
    public void Anything_but_two_files_ends_with_2_and_says_what_is_wanted(params string[] files)
    {
        var (code, output, error) = Run(files);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("verify-draw certificate.json entries.txt", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_ends_with_2_and_is_named()
    {
        var missing = Path.Combine(folder, "nowhere.txt");
        var (code, _, error) = Run(Write("c.json", Draw.Certificate), missing);
        Assert.Equal(2, code);
        Assert.Contains(missing, error, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Code, string Output, string Error) Run(params string[] files)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var code = new VerifyDrawCommand(output, error, new Texts(refuseMissing: true).In("en")).Run(files);
        return (code, output.ToString(), error.ToString());
    }
}
