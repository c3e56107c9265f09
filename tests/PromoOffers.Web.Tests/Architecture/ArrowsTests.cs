using System.Reflection;
using System.Text.RegularExpressions;
using PromoOffers.Data;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.SqlServer;
using PromoOffers.Domain;

namespace PromoOffers.Web.Tests.Architecture;

/// <summary>Who may know whom: STYLE.md, “The house”.</summary>
public sealed partial class ArrowsTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Offers"] = [],
        ["PromoCodes"] = ["Offers"],
        ["Participants"] = ["Offers"],
        ["Draws"] = ["Offers", "Participants"],
        ["Fulfillment"] = ["PromoCodes", "Participants", "Draws"],
        ["Redemptions"] = ["Offers", "PromoCodes", "Participants"],
        ["Access"] = [],
    };

    [Fact]
    public void The_domain_stands_on_the_framework_alone() =>
        Assert.All(ReferencesOf(typeof(RuleBroken).Assembly), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void The_data_know_the_domain_and_no_database_of_their_own()
    {
        var known = ReferencesOf(typeof(PromoOffersDb).Assembly);
        Assert.Contains("PromoOffers.Domain", known);
        Assert.DoesNotContain(known, IsOfOneDatabase);
        Assert.DoesNotContain("PromoOffers.Web", known);
    }

    [Fact]
    public void A_database_knows_the_data_and_no_other_database()
    {
        Assert.DoesNotContain(ReferencesOf(typeof(SqliteDatabase).Assembly), name => name.Contains("SqlServer", StringComparison.Ordinal) || name.Contains("SqlClient", StringComparison.Ordinal));
        Assert.DoesNotContain(ReferencesOf(typeof(SqlServerDatabase).Assembly), name => name.Contains("Sqlite", StringComparison.Ordinal));
    }

    [Fact]
    public void The_web_speaks_to_no_database_but_through_ours() =>
        Assert.DoesNotContain(
            ReferencesOf(typeof(Web.Startup.Hosting).Assembly),
            name => IsOfOneDatabase(name) && !name.StartsWith("PromoOffers.", StringComparison.Ordinal));

    [Theory]
    [InlineData("PromoOffers.Domain")]
    public void A_feature_knows_only_those_before_it(string project)
    {
        var wrong =
            from file in Sources.Of(project)
            let feature = file.Path.Split('/')[0]
            where MayKnow.ContainsKey(feature)
            from other in FeaturesNamed(file.Code)
            where other != feature && !Reach(feature).Contains(other)
            select $"{file.Path} knows {other}.";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void The_features_have_the_same_names_at_every_level()
    {
        foreach (var folder in (string[])["PromoOffers.Domain", "PromoOffers.Data"])
        {
            var named = Directory.GetDirectories(Path.Combine(Sources.Root, "src", folder)).Select(path => Path.GetFileName(path))
                .Except(["bin", "obj", "Transactions", "Seeding"]);
            Assert.Empty(named.Except(MayKnow.Keys));
        }
        var ofWeb = Directory.GetDirectories(Path.Combine(Sources.Root, "src", "PromoOffers.Web", "Features")).Select(path => Path.GetFileName(path));
        Assert.Empty(ofWeb.Except([.. MayKnow.Keys, "Shared"]));
    }

    /// <summary>Whom a feature may know, and whom those may know in turn.</summary>
    private static HashSet<string> Reach(string feature) =>
        [.. MayKnow[feature], .. MayKnow[feature].SelectMany(Reach)];

    private static IEnumerable<string> FeaturesNamed(string text) =>
        Feature().Matches(text).Select(match => match.Groups[1].Value).Where(MayKnow.ContainsKey);

    private static List<string> ReferencesOf(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    private static bool IsOfOneDatabase(string name) =>
        name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || name.Contains("SqlServer", StringComparison.Ordinal)
        || name.Contains("SqlClient", StringComparison.Ordinal) || name.StartsWith("SQLitePCL", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:Domain|Data)\.([A-Z][A-Za-z]+)\b")]
    private static partial Regex Feature();
}
