using System.Text;
using System.Text.Json;
using PromoOffers.Domain.Draws;
using PromoOffers.Testing;
using PromoOffers.Testing.Draws;

namespace PromoOffers.Domain.Tests.Draws;

/// <summary>The files in docs/draws by which somebody else tests a verifier. vectors.json was calculated by a program of its own, not by this one.</summary>
public sealed class DrawVectorsTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(Read("vectors.json")).RootElement;

    [Fact]
    public void The_numbers_are_those_of_the_vectors() => Assert.All(All("numbers"), vector =>
    {
        Assert.Equal(Text(vector, "commitment"), DrawSeed.Commitment(Seed(vector)));
        var numbers = Numbers(vector);
        Assert.Equal(vector.GetProperty("numbers").EnumerateArray().Select(n => n.GetString()), Enumerable.Range(0, 9).Select(_ => $"{numbers.Next()}"));
    });

    [Fact]
    public void Numbers_are_passed_over_as_in_the_vectors() => Assert.All(All("accepted"), vector =>
        Assert.Equal(vector.GetProperty("accepted").GetBoolean(), DrawNumbers.Accepts(Whole(vector, "number"), Whole(vector, "bound"))));

    [Fact]
    public void The_orders_are_those_of_the_vectors() => Assert.All(All("orders"), vector =>
    {
        var order = new DrawOrder([.. vector.GetProperty("weights").EnumerateArray().Select(w => w.GetInt64())], Numbers(vector));
        Assert.All(vector.GetProperty("positions").EnumerateArray(), position => Assert.Equal(position.GetInt32(), order.Next()));
        Assert.Null(order.Next());
    });

    [Fact]
    public void The_locators_are_those_of_the_vectors() => Assert.All(All("locators"), vector =>
    {
        var locator = new LineLocator();
        foreach (var line in vector.GetProperty("lines").EnumerateArray()) locator.Add(Encoding.ASCII.GetBytes(line.GetString()!));
        Assert.Equal(Text(vector, "locator"), locator.ToString());
    });

    [Fact]
    public void The_seals_are_those_of_the_vectors() => Assert.All(All("seals"), vector =>
    {
        using var field = JsonDocument.Parse($$"""{"{{Text(vector, "name")}}":{{vector.GetProperty("value").GetRawText()}}}""");
        Assert.Equal(Text(vector, "seal"), DrawCertificate.Seal(field.RootElement.EnumerateObject().Single()));
    });

    [Fact]
    public void The_certificate_and_the_list_are_those_of_the_sample()
    {
        var sample = new SampleDraw();
        Assert.Equal((sample.Certificate, sample.List), (Read("certificate.json"), Read("entries.txt")));
        Assert.Empty(SampleDraw.Verify(sample.Certificate, sample.List));
    }

    private static List<JsonElement> All(string vectors) => [.. Vectors.GetProperty(vectors).EnumerateArray()];

    private static string? Text(JsonElement vector, string name) => vector.GetProperty(name).GetString();

    private static ulong Whole(JsonElement vector, string name) => ulong.Parse(Text(vector, name)!, System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] Seed(JsonElement vector) => Convert.FromHexString(Text(vector, "seed")!);

    private static DrawNumbers Numbers(JsonElement vector) => new(Seed(vector), Text(vector, "listDigest")!, Text(vector, "publicValue"));

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "docs", "draws", file));
}
