using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Access;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;

namespace PromoOffers.Web.Tests;

/// <summary>Members of staff, and how they sign in and fill in forms as a browser does.</summary>
internal static partial class StaffOnSite
{
    public const string Password = "correct horse battery";

    /// <summary>Makes an account that can sign in.</summary>
    public static Task<int> AddStaff(this Site site, string email, string role)
    {
        var user = NewUser(email);
        user.PasswordHash = site.Services.GetRequiredService<IPasswordHasher<StaffUser>>().HashPassword(user, Password);
        return site.Services.GetRequiredService<IWrites>().Run(async (db, cancel) =>
        {
            var copy = NewUser(email);
            copy.PasswordHash = user.PasswordHash;
            (await db.Organization.SingleAsync(cancel)).IsSetUp = true;
            db.Users.Add(copy);
            await db.SaveChangesAsync(cancel);
            db.UserRoles.Add(new() { UserId = copy.Id, RoleId = (await db.Roles.SingleAsync(r => r.Name == role, cancel)).Id });
            return copy.Id;
        });
    }

    public static HttpClient Browser(this Site site) => site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A browser in which somebody with this role has signed in; the account is made where there is none.</summary>
    public static async Task<HttpClient> SignedIn(this Site site, string role)
    {
        var email = $"{role.Replace(' ', '.').ToLowerInvariant()}@staff.example";
        var users = site.Services.CreateScope().ServiceProvider.GetRequiredService<UserManager<StaffUser>>();
        if (await users.FindByEmailAsync(email) is null) await site.AddStaff(email, role);
        var browser = site.Browser();
        var answer = await browser.SignIn(email, Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public static Task<HttpResponseMessage> SignIn(this HttpClient browser, string email, string password) =>
        browser.Submit("/sign-in", new() { ["Email"] = email, ["Password"] = password });

    /// <summary>Loads the page of a form and sends the form, with its antiforgery token, to the same address or another.</summary>
    public static async Task<HttpResponseMessage> Submit(this HttpClient browser, string page, Dictionary<string, string> values, string? to = null)
    {
        values["__RequestVerificationToken"] = Token().Match(await browser.GetStringAsync(page)).Groups[1].Value;
        return await browser.PostAsync(to ?? page, new FormUrlEncodedContent(values));
    }

    private static StaffUser NewUser(string email) => new()
    {
        UserName = email,
        NormalizedUserName = email.ToUpperInvariant(),
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        EmailConfirmed = true,
        DisplayName = email.Split('@')[0],
        SecurityStamp = PublicId.New(),
        LockoutEnabled = true,
    };

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
