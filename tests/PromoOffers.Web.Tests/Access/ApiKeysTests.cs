using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Access;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Tests.Redemptions;

namespace PromoOffers.Web.Tests.Access;

/// <summary>Keys of programs through their pages.</summary>
public sealed partial class ApiKeysTests : IDisposable
{
    private readonly Site _site = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_key_is_shown_once_works_and_is_refused_once_it_is_revoked()
    {
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        var answer = await admin.Submit("/api-keys/new", new() { ["Form.Name"] = "Web shop", ["Form.Scopes"] = nameof(ApiScope.Redeem) }, "/api-keys");
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var secret = Secret().Match(await answer.Content.ReadAsStringAsync(Cancel)).Value;
        Assert.NotNull(ApiSecret.Read(secret));
        Assert.Equal(HttpStatusCode.OK, await Ask(secret));

        var list = await admin.GetStringAsync("/api-keys", Cancel);
        Assert.Contains("Web shop", list, StringComparison.Ordinal);
        Assert.Contains(secret[..ApiSecret.PrefixLength], list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, _site.Log, StringComparison.Ordinal);

        var id = await _site.Read(db => db.ApiKeys.Select(k => k.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await admin.Submit("/api-keys", [], $"/api-keys/{id}/revoke")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(secret));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Submit("/api-keys/new", [], $"/api-keys/{id}/revoke")).StatusCode);
        Assert.Equal(["api-key.created", "api-key.revoked"], await _site.Read(db => db.AuditEntries.Where(e => e.Action.StartsWith("api-key.")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Theory]
    [InlineData("", nameof(ApiScope.Redeem), "")]
    [InlineData("Shop", null, "")]
    [InlineData("Shop", nameof(ApiScope.Redeem), "2020-01-01")]
    [InlineData("Shop", nameof(ApiScope.Redeem), "9999-12-31")]
    [InlineData("Shop", "77", "")]
    [InlineData("Shop", "everything", "")]
    public async Task What_makes_no_key_is_said(string name, string? scope, string lastDay)
    {
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        var form = new Dictionary<string, string> { ["Form.Name"] = name, ["Form.LastDay"] = lastDay };
        if (scope is not null) form["Form.Scopes"] = scope;
        var answer = await admin.Submit("/api-keys/new", form, "/api-keys");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await _site.Read(db => db.ApiKeys.CountAsync()));
    }

    [Theory]
    [InlineData("en", "This is needed.")]
    [InlineData("fr", "Ce champ est nécessaire.")]
    public async Task What_a_field_lacks_is_said_in_the_language_of_the_page(string language, string said)
    {
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        admin.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var answer = await admin.Submit("/api-keys/new", new() { ["Form.Name"] = "", ["Form.Scopes"] = nameof(ApiScope.Redeem) }, "/api-keys");
        Assert.Contains($"<span>{said}</span>", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gives_a_key_a_scope_they_do_not_hold()
    {
        await _site.Services.GetRequiredService<IWrites>().Run((db, _) =>
        {
            db.Roles.Add(new StaffRole
            {
                Name = "Key maker",
                NormalizedName = "KEY MAKER",
                Permissions = new HashSet<Permission> { Permission.AccessAdmin, Permission.AccessApiKeys },
            });
            return Task.FromResult(0);
        }, Cancel);
        using var maker = await _site.SignedIn("Key maker");
        var page = await maker.GetStringAsync("/api-keys/new", Cancel);
        Assert.Contains("scope-Redeem", page, StringComparison.Ordinal);
        foreach (var scope in (ApiScope[])[ApiScope.Prizes, ApiScope.Rollback, ApiScope.CodesWrite, ApiScope.EventsWrite, ApiScope.Participants])
        {
            Assert.DoesNotContain($"scope-{scope}", page, StringComparison.Ordinal);
            var answer = await maker.Submit("/api-keys/new", new() { ["Form.Name"] = "Mine", ["Form.Scopes"] = $"{scope}" }, "/api-keys");
            Assert.Contains("more than you may do yourself", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        Assert.Equal(0, await _site.Read(db => db.ApiKeys.CountAsync()));
    }

    private async Task<HttpStatusCode> Ask(string secret)
    {
        using var program = _site.CreateClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return (await program.GetAsync("/api/v1/redemptions", Cancel)).StatusCode;
    }

    [GeneratedRegex("po_[A-Za-z0-9_-]{52}")]
    private static partial Regex Secret();
}
