using Microsoft.Playwright;
using PromoOffers.Data.Seeding;
using PromoOffers.Domain.Access;

namespace PromoOffers.Browser.Tests;

/// <summary>Tests that open windows on the demo, which are closed when the test ends.</summary>
public abstract class InBrowser(Browser browser, DemoSite site) : IAsyncDisposable
{
    protected static readonly DemoStaff Marketer = DemoStaff.Marketer;
    protected static readonly DemoStaff Admin = Who(BuiltInRoles.Admin);
    protected static readonly DemoStaff Reviewer = Who(BuiltInRoles.AccessPrizes);
    protected static readonly DemoStaff Analyst = Who(BuiltInRoles.AnalyticsUser);

    private readonly List<IPage> pages = [];

    protected DemoSite Site => site;

    public async ValueTask DisposeAsync()
    {
        foreach (var page in pages) await page.Context.CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <param name="staff">Who has signed in; null: a member of the public.</param>
    /// <param name="width">Of the window, in pixels; 390 is a telephone, 1440 a desk.</param>
    /// <param name="language">What the browser asks for.</param>
    /// <param name="scripts">Whether the browser runs them.</param>
    protected async Task<IPage> Open(string address, DemoStaff? staff = null, int width = 1440, string language = "en", bool scripts = true)
    {
        var session = staff is null ? null : await site.Session(staff, () => SignIn(staff));
        var page = await browser.Open(site.Url, width, language, scripts, session);
        pages.Add(page);
        await page.GotoAsync(address);
        return page;
    }

    private async Task<string> SignIn(DemoStaff staff)
    {
        var page = await browser.Open(site.Url);
        pages.Add(page);
        var signIn = new SignInPage(page);
        await signIn.Open();
        await signIn.Enter(staff.Email);
        return await page.Context.StorageStateAsync();
    }

    private static DemoStaff Who(string role) => DemoStaff.All.Single(staff => staff.Role == role);
}
