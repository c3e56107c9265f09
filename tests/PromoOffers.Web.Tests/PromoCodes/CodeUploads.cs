using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Web.Tests.PromoCodes;

/// <summary>Sends files of codes as the form of the Promo Codes tab does, and looks at what became of them.</summary>
internal static partial class CodeUploads
{
    private const string TokenField = "__RequestVerificationToken";

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <returns>What the offer is called in addresses.</returns>
    public static async Task<string> NewOffer(this Site site, ReferralOffer offer)
    {
        var id = await offer.Approved(site.Services.GetRequiredService<IWrites>(), site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, Cancel);
        return await site.Read(db => db.Offers.Where(o => o.Id == id).Select(o => o.PublicId).SingleAsync(Cancel));
    }

    public static async Task<T> Read<T>(this Site site, Func<PromoOffersDb, Task<T>> read)
    {
        await using var db = await site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContextAsync(Cancel);
        return await read(db);
    }

    /// <summary>The codes in the table, in the order of their lines.</summary>
    public static async Task<string> Codes(this Site site) =>
        string.Join('|', (await site.Read(db => db.PromoCodes.OrderBy(c => c.FileId).ThenBy(c => c.Line).Select(c => c.Code).ToListAsync(Cancel))).Select(Encoding.ASCII.GetString));

    public static Task<CodeFile> LastFile(this Site site) =>
        site.Read(db => db.CodeFiles.AsNoTracking().OrderByDescending(f => f.Id).FirstAsync(Cancel));

    public static async Task<string> Token(this HttpClient browser, string offer) =>
        TokenInput().Match(await browser.GetStringAsync($"/offers/{offer}/codes", Cancel)).Groups[1].Value;

    /// <summary>The form with its token, and a file of these bytes.</summary>
    public static MultipartFormDataContent Form(string? token, HttpContent file, string name)
    {
        var form = new MultipartFormDataContent();
        if (token is not null) form.Add(new StringContent(token), TokenField);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        // As a browser does it where nothing was chosen: a name of no characters, which Add refuses.
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = $"\"{name}\"" };
        form.Add(file);
        return form;
    }

    public static async Task<HttpResponseMessage> Upload(this HttpClient browser, string offer, byte[] bytes, string name = "codes.txt") =>
        await browser.PostAsync($"/offers/{offer}/codes", Form(await browser.Token(offer), new ByteArrayContent(bytes), name), Cancel);

    public static Task<HttpResponseMessage> Upload(this HttpClient browser, string offer, string text, string name = "codes.txt") =>
        browser.Upload(offer, Encoding.Latin1.GetBytes(text), name);

    /// <summary>Uploads and opens the page that the answer leads to, as text.</summary>
    public static async Task<string> UploadAndRead(this HttpClient browser, string offer, byte[] bytes, string name = "codes.txt")
    {
        var answer = await browser.Upload(offer, bytes, name);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return await browser.ReadText(answer.Headers.Location!.ToString());
    }

    public static Task<string> UploadAndRead(this HttpClient browser, string offer, string text, string name = "codes.txt") =>
        browser.UploadAndRead(offer, Encoding.Latin1.GetBytes(text), name);

    /// <summary>What a page says in its main part, without its markup.</summary>
    public static async Task<string> ReadText(this HttpClient browser, string address)
    {
        var html = await browser.GetStringAsync(address, Cancel);
        var main = MainPart().Match(html);
        return Space().Replace(System.Net.WebUtility.HtmlDecode(Tag().Replace(Spaceless().Replace(main.Success ? main.Value : html, ""), " ")), " ");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenInput();

    [GeneratedRegex("<main.*</main>", RegexOptions.Singleline)]
    private static partial Regex MainPart();

    /// <summary>Within a word: what makes white space visible, and what marks a character.</summary>
    [GeneratedRegex("</?(span|code|b)[^>]*>")]
    private static partial Regex Spaceless();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
