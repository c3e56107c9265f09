using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Offers;
using static PromoOffers.Web.Tests.PromoCodes.CodeUploads;

namespace PromoOffers.Web.Tests.PromoCodes;

/// <summary>What each kind of file leads to, sent as real bytes through the real address: the table “Code files” of the design, row by row.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private readonly Site site = new() { Settings = { ["Uploads:MaxBytes"] = "200000" } };
    private HttpClient marketer = null!;
    private string offer = "";

    public async ValueTask InitializeAsync()
    {
        marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        offer = await site.NewOffer(new ReferralOffer());
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Good_new_codes_are_all_added_at_once_and_the_total_is_shown(string lineEnd)
    {
        var page = await marketer.UploadAndRead(offer, $"AAA-1{lineEnd}bbb 2{lineEnd}C\tC{lineEnd}");
        Assert.Contains("Upload complete", page, StringComparison.Ordinal);
        Assert.Contains("Total number of codes uploaded: 3", page, StringComparison.Ordinal);
        Assert.Equal("AAA-1|bbb 2|C\tC", await site.Codes());
        Assert.Equal(3, (await site.Read(db => db.OfferCounts.SingleAsync(Cancel))).CodesFree);
    }

    [Fact]
    public async Task Codes_that_begin_or_end_with_white_space_hold_the_file_back_until_they_are_kept()
    {
        var page = await marketer.UploadAndRead(offer, "GOOD-1\nEND-1  \n\tSTART-1\n");
        Assert.Contains("codes.txt waits for your decision", page, StringComparison.Ordinal);
        Assert.Contains("2 codes begin or end with white space", page, StringComparison.Ordinal);
        Assert.Contains("2 END-1␠␠ 2 at the end", page, StringComparison.Ordinal);
        Assert.Contains("␉START-1", page, StringComparison.Ordinal);
        Assert.Equal(0, (await site.Read(db => db.OfferCounts.SingleAsync(Cancel))).CodesFree);

        var file = await site.LastFile();
        await Decide(file, "keep");
        Assert.Equal("GOOD-1|END-1  |\tSTART-1", await site.Codes());
        Assert.Equal(3, (await site.Read(db => db.OfferCounts.SingleAsync(Cancel))).CodesFree);
        Assert.Contains("Total number of codes uploaded: 3", await marketer.ReadText($"/offers/{offer}/codes/{file.PublicId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_held_back_can_be_discarded()
    {
        await marketer.Upload(offer, "END-1 \n");
        await Decide(await site.LastFile(), "discard");
        Assert.Contains((await site.LastFile()).State, new[] { CodeFileState.Removing, CodeFileState.Discarded });
        Assert.Equal(0, (await site.Read(db => db.OfferCounts.SingleAsync(Cancel))).CodesUploaded);
    }

    [Fact]
    public async Task A_code_twice_in_the_file_is_told_with_both_lines_and_the_rest_can_be_added()
    {
        var page = await marketer.UploadAndRead(offer, "AAA\nBBB\nAAA\nCCC\n");
        Assert.Contains("1 code stands in the file more than once", page, StringComparison.Ordinal);
        Assert.Contains("AAA line 1", page, StringComparison.Ordinal);
        await Decide(await site.LastFile(), "keep");
        Assert.Equal("AAA|BBB|CCC", await site.Codes());
    }

    [Fact]
    public async Task A_code_that_an_offer_has_is_told_with_that_offer_and_the_rest_can_be_added()
    {
        var autumn = await site.NewOffer(new ReferralOffer { Slug = "autumn" });
        await marketer.Upload(autumn, "AAA\nBBB\n");
        await marketer.Upload(offer, "CCC\n", "first.txt");
        var page = await marketer.UploadAndRead(offer, "AAA\nCCC\nDDD\n", "second.txt");
        Assert.Contains("2 codes are in the system already", page, StringComparison.Ordinal);
        Assert.Contains("AAA autumn", page, StringComparison.Ordinal);
        Assert.Contains("CCC this offer", page, StringComparison.Ordinal);
        await Decide(await site.LastFile(), "keep");
        Assert.Equal("AAA|BBB|CCC|DDD", await site.Codes());
    }

    [Fact]
    public async Task Empty_lines_are_left_out_and_counted()
    {
        var page = await marketer.UploadAndRead(offer, "AAA\n\n\r\nBBB\n\n");
        Assert.Contains("3 empty lines were left out", page, StringComparison.Ordinal);
        Assert.Equal("AAA|BBB", await site.Codes());
    }

    [Fact]
    public async Task A_byte_order_mark_is_dropped_and_the_report_says_so()
    {
        var page = await marketer.UploadAndRead(offer, [0xEF, 0xBB, 0xBF, .. "AAA\nBBB"u8]);
        Assert.Contains("byte-order mark, which was dropped", page, StringComparison.Ordinal);
        Assert.Equal("AAA|BBB", await site.Codes());
    }

    [Theory]
    [InlineData(new byte[] { 0x43, 0xC3, 0x89 }, "2 2 “É” is not an ASCII character")]
    [InlineData(new byte[] { 0x43, 0xE9 }, "2 2 Byte 0xE9 is not an ASCII character")]
    [InlineData(new byte[] { 0x41, 0x42, 0x07 }, "2 3 Control character 0x07")]
    [InlineData(new byte[] { 0x20, 0x09 }, "2 1 White space only")]
    public async Task A_line_that_cannot_be_a_code_rejects_the_whole_file_with_its_place(byte[] line, string told)
    {
        var page = await marketer.UploadAndRead(offer, [.. "GOOD\n"u8, .. line, .. "\nFINE\n"u8]);
        Assert.Contains("Nothing was stored: 1 line needs fixing", page, StringComparison.Ordinal);
        Assert.Contains("The other 2 lines of codes.txt are fine", page, StringComparison.Ordinal);
        Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Equal("", await site.Codes());
    }

    [Fact]
    public async Task Where_no_other_line_is_fine_none_is_said_to_be()
    {
        var page = await marketer.UploadAndRead(offer, [0x43, 0xE9]);
        Assert.DoesNotContain("The other", page, StringComparison.Ordinal);
        Assert.Contains("Fix what is listed here", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "AAA", "uploaded codes.txt: 1 code ")]
    [InlineData("en", "AAA\nBBB", "uploaded codes.txt: 2 codes ")]
    [InlineData("fr", "AAA", "a transféré codes.txt : 1 code ")]
    [InlineData("fr", "AAA\nBBB", "a transféré codes.txt : 2 codes ")]
    public async Task The_history_counts_codes_in_the_number_that_there_are(string language, string codes, string told)
    {
        await marketer.Upload(offer, codes);
        Assert.Contains(told, await marketer.ReadText($"/offers/{offer}/history?lang={language}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_told_and_one_of_255_characters_is_not()
    {
        var page = await marketer.UploadAndRead(offer, new string('x', 255) + "\n" + new string('y', 256) + "\n");
        Assert.Contains("Nothing was stored: 1 line needs fixing", page, StringComparison.Ordinal);
        Assert.Contains("Longer than 255 characters", page, StringComparison.Ordinal);
        Assert.Equal("", await site.Codes());
    }

    [Fact]
    public async Task The_first_hundred_of_many_problems_are_shown_with_the_count_of_all()
    {
        var page = await marketer.UploadAndRead(offer, string.Concat(Enumerable.Repeat(" \n", 250)));
        Assert.Contains("Nothing was stored: 250 lines need fixing", page, StringComparison.Ordinal);
        Assert.Contains("Shown: the first 100 of 250", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("codes.csv", "The name of codes.csv does not end in .txt")]
    [InlineData("codes.txt.exe", "The name of codes.txt.exe does not end in .txt")]
    public async Task Another_extension_is_refused(string name, string told)
    {
        Assert.Contains(told, await marketer.UploadAndRead(offer, "AAA\n", name), StringComparison.Ordinal);
        Assert.Equal("", await site.Codes());
    }

    [Fact]
    public async Task UTF_16_a_zipped_file_an_image_and_a_file_without_a_code_have_each_a_message_of_their_own()
    {
        Assert.Contains("a.txt is saved as UTF-16", await marketer.UploadAndRead(offer, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("AAA\n")], "a.txt"), StringComparison.Ordinal);
        Assert.Contains("b.txt is compressed, or an Excel workbook", await marketer.UploadAndRead(offer, [0x50, 0x4B, 3, 4, 1, 2, 3], "b.txt"), StringComparison.Ordinal);
        Assert.Contains("c.txt is not a text file", await marketer.UploadAndRead(offer, [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3, 4, 5], "c.txt"), StringComparison.Ordinal);
        Assert.Contains("There is no code in d.txt", await marketer.UploadAndRead(offer, "", "d.txt"), StringComparison.Ordinal);
        Assert.Contains("There is no code in e.txt", await marketer.UploadAndRead(offer, "\n\r\n", "e.txt"), StringComparison.Ordinal);
        Assert.Equal("", await site.Codes());
    }

    [Fact]
    public async Task The_setting_is_the_only_limit_and_a_file_above_it_is_told_so()
    {
        var page = await marketer.UploadAndRead(offer, Lines(20_000, "L"));
        Assert.Contains("codes.txt is larger than 195 KB", page, StringComparison.Ordinal);
        Assert.Equal("", await site.Codes());
    }

    [Fact]
    public async Task The_same_file_again_is_told_with_the_name_and_the_date_of_the_earlier_one()
    {
        await marketer.Upload(offer, "AAA\nBBB\n", "first.txt");
        var page = await marketer.UploadAndRead(offer, "AAA\nBBB\n", "again.txt");
        Assert.Contains("again.txt has been uploaded before", page, StringComparison.Ordinal);
        Assert.Contains("the same as first.txt, uploaded", page, StringComparison.Ordinal);
        Assert.Equal("AAA|BBB", await site.Codes());
        Assert.Equal(0, (await site.LastFile()).Staged);
    }

    [Fact]
    public async Task Two_people_who_upload_the_same_codes_at_once_get_each_code_in_once()
    {
        using var second = await site.SignedIn(BuiltInRoles.Admin);
        var one = Lines(3000, "S");
        var two = Encoding.ASCII.GetBytes(string.Join('\n', Encoding.ASCII.GetString(one).Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse()));
        await Task.WhenAll(marketer.Upload(offer, one, "one.txt"), second.Upload(offer, two, "two.txt"));
        Assert.Equal(3000, await site.Read(db => db.PromoCodes.CountAsync(Cancel)));
        Assert.Equal(3000, await site.Read(db => db.PromoCodes.Select(c => c.Code).Distinct().CountAsync(Cancel)));
        var files = await site.Read(db => db.CodeFiles.AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(3000, files.Sum(f => f.Codes));
        Assert.All(files, f => Assert.Contains(f.State, new[] { CodeFileState.Published, CodeFileState.HeldBack }));
    }

    [Fact]
    public async Task An_upload_that_stops_half_way_leaves_nothing()
    {
        var token = await marketer.Token(offer);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var body = new HalfABody("AAA\nBBB\n"u8.ToArray());
        var upload = marketer.PostAsync($"/offers/{offer}/codes", Form(token, body, "codes.txt"), stop.Token);
        await body.HalfSent;
        while (!await site.Read(db => db.CodeFiles.AnyAsync(f => f.State == CodeFileState.Staging, Cancel))) await Task.Delay(20, Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => upload);
        while (await site.Read(db => db.CodeFiles.AnyAsync(Cancel))) await Task.Delay(50, Cancel);
        Assert.Equal("", await site.Codes());
        Assert.Empty(await site.Read(db => db.AuditEntries.Where(e => e.Action.StartsWith("codes.")).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task A_body_that_ends_before_its_end_is_refused_and_leaves_nothing()
    {
        var whole = await Form(await marketer.Token(offer), new ByteArrayContent(Lines(5000, "T")), "codes.txt").ReadAsByteArrayAsync(Cancel);
        var boundary = Encoding.ASCII.GetString(whole.AsSpan(2, 36));
        var half = new ByteArrayContent(whole[..30_000]);
        half.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        var answer = await marketer.PostAsync($"/offers/{offer}/codes", half, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        while (await site.Read(db => db.CodeFiles.AnyAsync(Cancel))) await Task.Delay(50, Cancel);
        Assert.Equal("", await site.Codes());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("wrong")]
    [InlineData("late")]
    public async Task Without_its_token_in_the_first_section_the_file_is_not_touched(string how)
    {
        var token = await marketer.Token(offer);
        var file = new HalfABody("AAA\n"u8.ToArray());
        var form = Form(how == "wrong" ? "wrong" : null, file, "codes.txt");
        if (how == "late") form.Add(new StringContent(token), "__RequestVerificationToken");
        // The second half of the body never comes: the answer does not wait for it.
        var answer = await marketer.SendAsync(new(HttpMethod.Post, $"/offers/{offer}/codes") { Content = form }, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(await site.Read(db => db.CodeFiles.AnyAsync(Cancel)));
    }

    [Fact]
    public async Task Who_may_not_upload_is_refused_before_the_body_is_read_and_is_not_offered_it()
    {
        using var analyst = await site.SignedIn(BuiltInRoles.AnalyticsUser);
        Assert.DoesNotContain("type=\"file\"", await analyst.GetStringAsync($"/offers/{offer}/codes", Cancel), StringComparison.Ordinal);
        var form = Form("any", new HalfABody("AAA\n"u8.ToArray()), "codes.txt");
        var answer = await analyst.SendAsync(new(HttpMethod.Post, $"/offers/{offer}/codes") { Content = form }, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(await site.Read(db => db.CodeFiles.AnyAsync(Cancel)));
    }

    [Fact]
    public async Task No_file_chosen_says_so()
    {
        var answer = await marketer.Upload(offer, "", "");
        Assert.Contains("No file was chosen", await marketer.ReadText(answer.Headers.Location!.ToString()), StringComparison.Ordinal);
        Assert.False(await site.Read(db => db.CodeFiles.AnyAsync(Cancel)));
    }

    [Fact]
    public async Task A_file_can_be_removed_until_one_of_its_codes_is_given_out()
    {
        await marketer.Upload(offer, "AAA\nBBB\n");
        await Decide(await site.LastFile(), "remove");
        while ((await site.LastFile()).State != CodeFileState.Removed) await Task.Delay(50, Cancel);
        Assert.Equal("", await site.Codes());
        Assert.Equal(0, (await site.Read(db => db.OfferCounts.SingleAsync(Cancel))).CodesUploaded);
    }

    private async Task Decide(CodeFile file, string what)
    {
        var page = $"/offers/{offer}/codes/{file.PublicId}";
        var answer = await marketer.Submit(page, [], $"{page}/{what}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static byte[] Lines(int count, string prefix) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => $"{prefix}{i * 7919L % 1_000_003:D9}\n")));

    /// <summary>A file of which the second half never comes.</summary>
    private sealed class HalfABody(byte[] half) : HttpContent
    {
        private readonly TaskCompletionSource sent = new();

        public Task HalfSent => sent.Task;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, Cancel);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(half, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            sent.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
