using Microsoft.Playwright;

namespace PromoOffers.Browser.Tests;

/// <summary>What is done by the keyboard alone.</summary>
internal static class PageKeys
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Opens the field for a file that has the focus, and chooses this one. That choosing is ours goes to the browser as a message of its
    /// own, without an answer: the key waits until it has arrived.
    /// </summary>
    public static async Task ChooseByKey(this IPage page, FilePayload file)
    {
        var chosen = new TaskCompletionSource<IFileChooser>();
        page.FileChooser += (_, chooser) => chosen.TrySetResult(chooser);
        await page.EvaluateAsync("0");
        await page.Keyboard.PressAsync("Space");
        await (await chosen.Task.WaitAsync(Patience, TestContext.Current.CancellationToken)).SetFilesAsync(file);
    }
}
