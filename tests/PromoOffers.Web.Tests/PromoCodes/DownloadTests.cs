using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Offers;
using static PromoOffers.Web.Tests.PromoCodes.CodeUploads;

namespace PromoOffers.Web.Tests.PromoCodes;

/// <summary>Who gets to see the codes of a file, and the lines of a report.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient marketer = null!;
    private HttpClient reviewer = null!;
    private string offer = "";

    public async ValueTask InitializeAsync()
    {
        marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        reviewer = await site.SignedIn(BuiltInRoles.AccessPrizes);
        offer = await site.NewOffer(new ReferralOffer());
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("ZZZ\nb b \nAAA\n")]
    [InlineData("ZZZ\r\n\tx\r\nAAA")]
    [InlineData("ZZZ\rAAA\r")]
    public async Task A_file_comes_back_byte_for_byte_in_the_order_of_its_lines(string content)
    {
        await marketer.Upload(offer, content);
        var file = await site.LastFile();
        if (file.PublishedAt is null) await marketer.Submit(Page(file.PublicId), [], $"{Page(file.PublicId)}/keep");
        var answer = await reviewer.GetAsync($"{Page(file.PublicId)}/download", Cancel);
        Assert.Equal(Encoding.Latin1.GetBytes(content), await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("codes.txt", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(1, await site.Read(db => db.AuditEntries.CountAsync(e => e.Action == "codes.downloaded", Cancel)));
    }

    [Fact]
    public async Task Without_Access_Prizes_codes_are_not_downloaded_and_none_is_in_any_page()
    {
        await marketer.Upload(offer, "NORTH-5CJJ-PX5Y\n");
        var file = await site.LastFile();
        Assert.Equal(HttpStatusCode.Forbidden, (await marketer.GetAsync($"{Page(file.PublicId)}/download", Cancel)).StatusCode);
        foreach (var page in (string[])[$"/offers/{offer}/codes", Page(file.PublicId), $"{Page(file.PublicId)}/progress", $"/offers/{offer}/history"])
            Assert.DoesNotContain("PX5Y", await marketer.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("PX5Y", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lines_of_a_report_are_for_its_uploader_and_for_Access_Prizes()
    {
        await marketer.Upload(offer, "NORTH-5CJJ-PX5Y \nNORTH-5CJJ-PX5Z\nNORTH-5CJJ-PX5Z\n");
        var page = Page((await site.LastFile()).PublicId);
        await site.AddStaff("another@staff.example", BuiltInRoles.MarketingUser);
        using var another = site.Browser();
        await another.SignIn("another@staff.example", StaffOnSite.Password);
        foreach (var one in (HttpClient[])[marketer, reviewer])
        {
            Assert.Contains("NORTH-5CJJ-PX5Z", await one.GetStringAsync(page, Cancel), StringComparison.Ordinal);
            Assert.Contains("NORTH-5CJJ-PX5Z", await one.GetStringAsync($"{page}/findings", Cancel), StringComparison.Ordinal);
        }
        foreach (var told in (string[])[await another.GetStringAsync(page, Cancel), await another.GetStringAsync($"/offers/{offer}/codes", Cancel)])
        {
            Assert.Contains("line 2", told, StringComparison.Ordinal);
            Assert.DoesNotContain("PX5", told, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await another.GetAsync($"{page}/findings", Cancel)).StatusCode);
        var noted = await site.Read(db => db.AuditEntries.Where(e => e.Action == "codes.lines-viewed").Select(e => e.ActorName).ToListAsync(Cancel));
        Assert.Equal(["access.prizes", "access.prizes"], noted);
    }

    [Fact]
    public async Task The_full_list_names_every_problem_and_runs_no_formula()
    {
        await marketer.Upload(offer, string.Concat(Enumerable.Range(0, 300).Select(i => $"=A{i}é\n")));
        var csv = await marketer.GetStringAsync($"{Page((await site.LastFile()).PublicId)}/findings", Cancel);
        Assert.Equal(301, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("300,6,Byte 0xE9 is not an ASCII character,", csv, StringComparison.Ordinal);
        Assert.Contains("'=A299", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|[,\"\n])=", csv);
    }

    private string Page(string file) => $"/offers/{offer}/codes/{file}";
}
