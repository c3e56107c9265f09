using System.Collections.Concurrent;
using System.Diagnostics;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>
/// The server is killed at random moments while people sign up, confirm and earn codes, code files are uploaded, and mails are sent.
/// Whatever it had answered is there after the restart, and whatever is there fits together. PROMOOFFERS_THOROUGH=1 kills it 25
/// times instead of 3.
/// </summary>
public sealed class KilledServerTests
{
    private const string Slug = "try-it";
    private const int AtOnce = 6;

    private static readonly TimeSpan CleanedWithin = TimeSpan.FromMinutes(3);

    private readonly ConcurrentBag<string> signedUp = [];
    private readonly ConcurrentBag<string> confirmed = [];
    private readonly ConcurrentDictionary<string, int> uploaded = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_server_loses_nothing_that_it_answered_and_gives_no_code_twice()
    {
        var kills = Environment.GetEnvironmentVariable("PROMOOFFERS_THOROUGH") == "1" ? 25 : 3;
        var moments = new Random(20_261_125);
        await using var server = new MortalServer();
        await server.Start(Cancel);
        for (var kill = 1; kill <= kills; kill++)
        {
            using var work = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var everybody = Enumerable.Range(0, AtOnce).Select(worker => TakePart(server, $"{kill}-{worker}", work.Token)).Append(Upload(server, kill, work.Token)).ToList();
            var moment = Task.Delay(moments.Next(500, 4000), Cancel);
            await SomethingIsAnswered();
            await moment;
            await server.Kill();
            await work.CancelAsync();
            await Task.WhenAll(everybody);

            await server.Start(Cancel);
            using var db = server.Open();
            Assert.Empty(signedUp.Except(db.Column("SELECT Email FROM Participants")));
            Assert.Empty(confirmed.Except(db.Column("SELECT Email FROM Participants WHERE ConfirmedAt IS NOT NULL")));
            Assert.Empty(uploaded.Select(f => $"{f.Key} {f.Value}").Except(db.Column("SELECT PublicId || ' ' || Codes FROM CodeFiles WHERE State = 'Published'")));
            WhatFits.Check(db);
            WhatFits.CheckMails(db, server.MailFolder);
        }
        Assert.NotEmpty(confirmed);
        Assert.NotEmpty(uploaded);
        await HalfFilesGo(server);
    }

    /// <summary>Early on a slow machine a kill would meet nothing to lose.</summary>
    private async Task SomethingIsAnswered()
    {
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < TimeSpan.FromMinutes(1) && (confirmed.IsEmpty || uploaded.IsEmpty);) await Task.Delay(50, Cancel);
    }

    /// <summary>Pairs of friends, of whom the one earns a code by the other, until the server is gone.</summary>
    private Task TakePart(MortalServer server, string name, CancellationToken cancel) => UntilGone(async () =>
    {
        for (var pair = 1; ; pair++)
        {
            string? share = null;
            foreach (var who in (string[])["first", "second"])
            {
                using var visitor = new Visitor(server.Address, Slug, $"{who}-{name}-{pair}@mail.example");
                Assert.True(await visitor.SignUp(share, cancel));
                signedUp.Add(visitor.Email);
                var (privateToken, shareToken) = Tokens(server, visitor.Email);
                Assert.True(await visitor.Confirm(privateToken, cancel));
                confirmed.Add(visitor.Email);
                share = shareToken;
            }
        }
    });

    /// <summary>Files of some thousand codes, one after the other, until the server is gone.</summary>
    private Task Upload(MortalServer server, int kill, CancellationToken cancel) => UntilGone(async () =>
    {
        using var marketer = new Marketer(server.Address, server.PublicIdOf(Slug));
        await marketer.SignIn(cancel);
        for (var file = 1; ; file++)
        {
            var codes = file * 3001;
            uploaded[await marketer.Upload($"K{kill}F{file}", codes, cancel)] = codes;
        }
    });

    private static async Task UntilGone(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server was killed: what it had not answered may have happened or not.
        }
    }

    /// <summary>An upload that was cut short holds its lease for a while; then its rows go, and so does it.</summary>
    private static async Task HalfFilesGo(MortalServer server)
    {
        using var db = server.Open();
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < CleanedWithin; await Task.Delay(500, Cancel))
            if (db.Column("SELECT Id FROM CodeFiles WHERE State <> 'Published'").Count == 0) break;
        Assert.Empty(db.Column("SELECT Id FROM CodeFiles WHERE State <> 'Published'"));
        Assert.Empty(db.Column("SELECT DISTINCT FileId FROM PromoCodes WHERE FileId NOT IN (SELECT Id FROM CodeFiles)"));
        WhatFits.Check(db);
    }

    private static (string Private, string Share) Tokens(MortalServer server, string email)
    {
        using var db = server.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT PrivateToken, ShareToken FROM Participants WHERE Email = $email";
        command.Parameters.AddWithValue("$email", email);
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        return (row.GetString(0), row.GetString(1));
    }
}
