using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PromoOffers.Data;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Browser.Tests;

/// <summary>Upload Codes as a marketer sees it: on the Promo Codes tab and in the draft editor.</summary>
public sealed class UploadCodesTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    [Theory]
    [InlineData(1440, "en", "Total number of codes uploaded: 3")]
    [InlineData(390, "fr", "Nombre total de codes transférés\u00a0: 3")]
    public async Task The_total_number_of_codes_is_shown_when_the_upload_is_done(int width, string language, string total)
    {
        var page = await Tab(width, language);
        await page.IsSound();
        await Choose(page, $"done-{width}.txt", $"D{width}-1\nD{width}-2\nD{width}-3\n");
        await Assertions.Expect(Report(page)).ToContainTextAsync(total);
        await Assertions.Expect(page.Locator("#code-files")).ToContainTextAsync($"done-{width}.txt");
        await page.IsSound();
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_nothing()
    {
        var page = await Tab();
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 400_000 });
        await Choose(page, "cancelled.txt", Lines(400_000, "X"));
        await Assertions.Expect(page.Locator("[data-progress-percent]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("[1-9]%"));
        Assert.NotEqual("0", await page.Locator("[role=progressbar]").GetAttributeAsync("aria-valuenow"));
        await page.IsSound();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel upload" }).ClickAsync();
        await Assertions.Expect(Report(page)).ToContainTextAsync("Nothing of the file counts");
        await Assertions.Expect(page.Locator("#upload-file")).ToBeFocusedAsync();
        await page.IsSound();
        Assert.Null(await File("cancelled.txt"));
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task A_file_that_is_held_back_shows_its_spaces_and_is_kept(int width, string language)
    {
        var page = await Tab(width, language);
        await Choose(page, $"held-{width}.txt", $"H{width}-1 \n\tH{width}-2\nH{width}-3\nH{width}-3\n");
        await Assertions.Expect(Report(page).Locator("code").First).ToBeVisibleAsync();
        await page.IsSound();
        Assert.Equal(CodeFileState.HeldBack, (await File($"held-{width}.txt"))!.State);
        await Report(page).Locator("button.btn-primary").ClickAsync();
        await Assertions.Expect(Report(page).Locator(".big")).ToHaveTextAsync("3");
        Assert.Equal(CodeFileState.Published, (await File($"held-{width}.txt"))!.State);
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task A_rejected_file_shows_each_line_and_what_to_do(int width, string language)
    {
        var page = await Tab(width, language);
        await Choose(page, $"rejected-{width}.txt", $"GOOD-1\nCAFÉ\n \n{new string('x', 300)}\n");
        await Assertions.Expect(Report(page).Locator(".ch-bad").First).ToHaveTextAsync("É");
        Assert.Equal(3, await Report(page).Locator("tbody tr").CountAsync());
        await page.IsSound();
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task From_the_editor_nothing_typed_is_lost(int width, string language)
    {
        var offer = await Site.OfferId("bring-friends");
        var page = await Open($"/offers/{offer}", Marketer, width, language);
        await page.Locator("form[action$='/draft/edit'] button, a[href$='/draft']").First.ClickAsync();
        await page.GotoAsync($"/offers/{offer}/draft/OfferDetails");
        var typed = page.Locator("#Form_ShopAddress");
        await typed.FillAsync($"https://typed-{width}.example/");
        await Choose(page, $"editor-{width}.txt", $"E{width}-1\nE{width}-2 \n");
        await Report(page).Locator("button.btn-primary").ClickAsync();
        await Assertions.Expect(Report(page).Locator(".big")).ToHaveTextAsync("2");
        Assert.Equal($"https://typed-{width}.example/", await typed.InputValueAsync());
        Assert.EndsWith("/draft/OfferDetails", page.Url, StringComparison.Ordinal);
        await page.IsSound();
        Assert.Equal(2, (await File($"editor-{width}.txt"))!.Codes);
    }

    [Fact]
    public async Task Without_scripts_a_plain_form_leads_to_the_report()
    {
        var page = await Tab(scripts: false);
        await Choose(page, "plain.txt", "P-1\nP-2\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload Codes" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Upload complete");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Total number of codes uploaded: 2");
    }

    private async Task<IPage> Tab(int width = 1440, string language = "en", bool scripts = true) =>
        await Open($"/offers/{await Site.OfferId("bring-friends")}/codes", Marketer, width, language, scripts);

    private static ILocator Report(IPage page) => page.Locator("[data-upload-report]");

    private static Task Choose(IPage page, string name, string content) => page.Locator("#upload-file").SetInputFilesAsync(Payload(name, content));

    private static FilePayload Payload(string name, string content) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(content) };

    private static string Lines(int count, string prefix) =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix}{i:D9}\n")));

    private async Task<CodeFile?> File(string name)
    {
        await using var db = Site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();
        return await db.CodeFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Name == name && f.State != CodeFileState.Abandoned, TestContext.Current.CancellationToken);
    }
}
