using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;

namespace PromoOffers.Benchmarks;

/// <summary>A member of staff who may do everything.</summary>
internal static partial class Staff
{
    private const string Email = "benchmark@staff.example";
    private const string Password = "no secret to anybody";

    /// <summary>Makes the account, and an installation that is set up.</summary>
    public static Task<int> Join(SeededDatabase db) => db.Writes.Run(async (open, cancel) =>
    {
        (await open.Organization.SingleAsync(cancel)).IsSetUp = true;
        var user = new StaffUser
        {
            UserName = Email,
            NormalizedUserName = Email.ToUpperInvariant(),
            Email = Email,
            NormalizedEmail = Email.ToUpperInvariant(),
            EmailConfirmed = true,
            DisplayName = "Benchmark",
            SecurityStamp = PublicId.New(),
        };
        user.PasswordHash = new PasswordHasher<StaffUser>().HashPassword(user, Password);
        open.Users.Add(user);
        await open.SaveChangesAsync(cancel);
        return open.UserRoles.Add(new() { UserId = user.Id, RoleId = (await open.Roles.SingleAsync(r => r.Name == BuiltInRoles.Admin, cancel)).Id }).Entity.UserId;
    });

    /// <summary>A browser in which the person has signed in.</summary>
    public static async Task<HttpClient> SignIn(Uri address, int connections)
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = connections })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Email"] = Email,
            ["Password"] = Password,
            ["__RequestVerificationToken"] = await FormToken(browser, "/sign-in"),
        });
        using var answer = await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        return answer.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"The sign-in was answered with {answer.StatusCode}.");
    }

    /// <summary>The token of a form on a page of this address.</summary>
    public static async Task<string> FormToken(HttpClient browser, string page) =>
        Token().Match(await browser.GetStringAsync(new Uri(page, UriKind.Relative))).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
