namespace SupportSdk;

/// <summary>One of the five things that support asks for, as it stands with a ticket.</summary>
/// <param name="Number">Its place in the support page's list, from 1.</param>
/// <param name="Title">What it is.</param>
/// <param name="State">How it stands.</param>
/// <param name="Explanation">For an item that was not given: why, and how to supply it; else empty.</param>
internal sealed record DiagnosticItem(int Number, string Title, DiagnosticItemState State, string Explanation);
